package dev.convoy.cnn.zoo;

import dev.convoy.cnn.kernels.Window;
import dev.convoy.cnn.network.Convolution;
import dev.convoy.cnn.network.Dropout;
import dev.convoy.cnn.network.Linear;
import dev.convoy.cnn.network.Module;
import dev.convoy.cnn.network.Node;
import dev.convoy.cnn.network.Pooling;

/**
 * LeNet-5 (LeCun et al. 1998) for images of any size from 12x12: ReLU for tanh, max pools for
 * trainable subsampling, padding that keeps 28x28 where the paper pads to 32x32.
 */
final class LeNet extends Module {

  private final Convolution conv1;
  private final Module relu1;
  private final Convolution conv2;
  private final Module relu2;
  private final Linear fc1;
  private final Module relu3;
  private final Dropout dropout;
  private final Linear fc2;
  private final Module relu4;
  private final Linear fc3;
  private final Pooling pool = add("pool", Pooling.max(Window.square(2, 2, 0)));

  LeNet(NetworkSpec spec) {
    Style style = spec.style();
    int pieces = style.relu().pieces();
    int first = style.wide(6);
    int second = style.wide(16);
    int third = style.wide(120);
    int fourth = style.wide(84);
    int high = (spec.input().height() / 2 - 4) / 2;
    int wide = (spec.input().width() / 2 - 4) / 2;
    Window kept = Window.square(5, 1, 2);
    conv1 = add("conv1", Convolution.biased(spec.input().channels(), pieces * first, kept));
    relu1 = add("relu1", style.relu().layer());
    conv2 = add("conv2", Convolution.biased(first, pieces * second, Window.square(5, 1, 0)));
    relu2 = add("relu2", style.relu().layer());
    fc1 = add("fc1", new Linear(Math.max(second * high * wide, 1), pieces * third));
    relu3 = add("relu3", style.relu().layer());
    fc2 = add("fc2", new Linear(third, pieces * fourth));
    relu4 = add("relu4", style.relu().layer());
    dropout = add("dropout", new Dropout(spec.dropout()));
    fc3 = add("fc3", new Linear(fourth, spec.classes()));
  }

  @Override
  public Node forward(Node images) {
    Node x = pool.forward(relu1.forward(conv1.forward(images))); // 6 x h/2 x w/2
    x = pool.forward(relu2.forward(conv2.forward(x))); // 16 x (h/2 - 4)/2 x (w/2 - 4)/2
    x = relu3.forward(fc1.forward(x));
    x = relu4.forward(fc2.forward(x));
    return fc3.forward(dropout.forward(x));
  }
}

package dev.convoy.cnn.zoo;

import dev.convoy.cnn.kernels.Window;
import dev.convoy.cnn.network.Convolution;
import dev.convoy.cnn.network.Dropout;
import dev.convoy.cnn.network.Linear;
import dev.convoy.cnn.network.Module;
import dev.convoy.cnn.network.Node;
import dev.convoy.cnn.network.Nonlinear;
import dev.convoy.cnn.network.Pooling;

/**
 * LeNet-5 (LeCun et al. 1998) for images of any size from 12x12: ReLU for tanh, max pools for
 * trainable subsampling, padding that keeps 28x28 where the paper pads to 32x32.
 */
final class LeNet extends Module {

  private final Convolution conv1;
  private final Convolution conv2;
  private final Linear fc1;
  private final Dropout dropout;
  private final Linear fc2;
  private final Linear fc3;
  private final Nonlinear relu = Nonlinear.relu();
  private final Pooling pool = Pooling.max(Window.square(2, 2, 0));

  LeNet(NetworkSpec spec) {
    conv1 = add("conv1", Convolution.biased(spec.input().channels(), 6, Window.square(5, 1, 2)));
    conv2 = add("conv2", Convolution.biased(6, 16, Window.square(5, 1, 0)));
    int high = (spec.input().height() / 2 - 4) / 2;
    int wide = (spec.input().width() / 2 - 4) / 2;
    fc1 = add("fc1", new Linear(Math.max(16 * high * wide, 1), 120));
    fc2 = add("fc2", new Linear(120, 84));
    dropout = add("dropout", new Dropout(spec.dropout()));
    fc3 = add("fc3", new Linear(84, spec.classes()));
  }

  @Override
  public Node forward(Node images) {
    Node x = pool.forward(relu.forward(conv1.forward(images))); // 6 x h/2 x w/2
    x = pool.forward(relu.forward(conv2.forward(x))); // 16 x (h/2 - 4)/2 x (w/2 - 4)/2
    x = relu.forward(fc1.forward(x));
    x = relu.forward(fc2.forward(x));
    return fc3.forward(dropout.forward(x));
  }
}

package dev.convoy.cnn.zoo;

import dev.convoy.cnn.kernels.Window;
import dev.convoy.cnn.network.Convolution;
import dev.convoy.cnn.network.Dropout;
import dev.convoy.cnn.network.Linear;
import dev.convoy.cnn.network.Module;
import dev.convoy.cnn.network.Node;
import dev.convoy.cnn.network.Pooling;
import dev.convoy.cnn.network.Sequence;
import java.util.Iterator;

/**
 * The residual nets of He et al. 2016, section 4.2, for small images: depth {@code 6n + 2}. Where
 * the extents change, the shortcut is a projection (option B) as in ResNet-18, not the paper's zero
 * padding (option A). Also the plain nets that they are compared to.
 */
final class CifarResNet extends Module {

  private final Convolution conv1;
  private final Module bn1;
  private final Module relu;
  private final Sequence layer1;
  private final Sequence layer2;
  private final Sequence layer3;
  private final Pooling avgpool = add("avgpool", Pooling.globalAverage());
  private final Dropout dropout;
  private final Linear fc;

  CifarResNet(NetworkSpec spec, Block block, int n) {
    Style style = spec.style();
    int[] planes = {style.wide(16), style.wide(32), style.wide(64)};
    Window window = Window.square(3, 1, 1);
    conv1 = add("conv1", style.convolution(spec.input().channels(), planes[0], window));
    bn1 = add("bn1", style.norm(planes[0]));
    relu = add("relu", style.relu().layer());
    Iterator<Style> styles = style.byDepth(3 * n);
    layer1 = add("layer1", block.stage(styles, planes[0], planes[0], n, 1));
    layer2 = add("layer2", block.stage(styles, planes[0], planes[1], n, 2));
    layer3 = add("layer3", block.stage(styles, planes[1], planes[2], n, 2));
    dropout = add("dropout", new Dropout(spec.dropout()));
    fc = add("fc", new Linear(planes[2], spec.classes()));
  }

  @Override
  public Node forward(Node images) {
    Node x = relu.forward(bn1.forward(conv1.forward(images))); // 16 x h x w
    x = layer1.forward(x); // 16 x h x w
    x = layer2.forward(x); // 32 x h/2 x w/2
    x = layer3.forward(x); // 64 x h/4 x w/4
    return fc.forward(dropout.forward(avgpool.forward(x)));
  }
}

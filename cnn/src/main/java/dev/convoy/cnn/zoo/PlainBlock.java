package dev.convoy.cnn.zoo;

import dev.convoy.cnn.kernels.Window;
import dev.convoy.cnn.network.Convolution;
import dev.convoy.cnn.network.Module;
import dev.convoy.cnn.network.Node;

/** Two 3x3 convolutions without a shortcut, of the plain nets in He et al. 2016. */
final class PlainBlock extends Module {

  private final Convolution conv1;
  private final Module bn1;
  private final Module relu;
  private final Convolution conv2;
  private final Module bn2;
  private final Module relu2;

  PlainBlock(Style style, int inPlanes, int planes, int stride) {
    conv1 = add("conv1", style.convolution(inPlanes, planes, Window.square(3, stride, 1)));
    bn1 = add("bn1", style.norm(planes));
    relu = add("relu", style.relu().layer());
    conv2 = add("conv2", style.convolution(planes, planes, Window.square(3, 1, 1)));
    bn2 = add("bn2", style.norm(planes));
    relu2 = add("relu2", style.relu().layer());
  }

  @Override
  public Node forward(Node x) {
    Node out = relu.forward(bn1.forward(conv1.forward(x)));
    return relu2.forward(bn2.forward(conv2.forward(out)));
  }
}

package dev.convoy.cnn.zoo;

import dev.convoy.cnn.kernels.Window;
import dev.convoy.cnn.network.Addition;
import dev.convoy.cnn.network.Convolution;
import dev.convoy.cnn.network.Module;
import dev.convoy.cnn.network.Node;
import dev.convoy.cnn.network.Sequence;
import dev.convoy.cnn.network.StochasticDepth;
import java.util.Optional;

/**
 * 1x1 to narrow, 3x3, 1x1 to widen fourfold, and a shortcut (He et al. 2016, figure 5 right). The
 * stride is in the 3x3, as torchvision has it, not in the first 1x1.
 */
final class Bottleneck extends Module {

  static final int EXPANSION = 4;

  private final Convolution conv1;
  private final Module bn1;
  private final Module relu;
  private final Convolution conv2;
  private final Module bn2;
  private final Module relu2;
  private final Convolution conv3;
  private final Module bn3;
  private final Module skip;
  private final Module relu3;
  private final Optional<Sequence> downsample;

  /** From {@code inPlanes} to four times {@code planes}. */
  Bottleneck(Style style, int inPlanes, int planes, int stride) {
    int outPlanes = planes * EXPANSION;
    conv1 = add("conv1", style.convolution(inPlanes, planes, Window.square(1, 1, 0)));
    bn1 = add("bn1", style.norm(planes));
    relu = add("relu", style.relu().layer());
    conv2 = add("conv2", style.convolution(planes, planes, Window.square(3, stride, 1)));
    bn2 = add("bn2", style.norm(planes));
    relu2 = add("relu2", style.relu().layer());
    conv3 = add("conv3", style.convolution(planes, outPlanes, Window.square(1, 1, 0)));
    bn3 = add("bn3", style.norm(outPlanes));
    skip = add("skip", new StochasticDepth(style.stochasticDepth()));
    relu3 = add("relu3", style.relu().layer());
    downsample =
        Shortcut.of(style, inPlanes, outPlanes, stride)
            .map(shortcut -> add("downsample", shortcut));
  }

  @Override
  public Node forward(Node x) {
    Node identity = downsample.map(shortcut -> shortcut.forward(x)).orElse(x);
    Node out = relu.forward(bn1.forward(conv1.forward(x)));
    out = relu2.forward(bn2.forward(conv2.forward(out)));
    out = skip.forward(bn3.forward(conv3.forward(out)));
    return relu3.forward(Addition.of(out, identity));
  }
}

package dev.convoy.cnn.zoo;

import dev.convoy.cnn.kernels.Window;
import dev.convoy.cnn.network.Addition;
import dev.convoy.cnn.network.Convolution;
import dev.convoy.cnn.network.Module;
import dev.convoy.cnn.network.Node;
import dev.convoy.cnn.network.Sequence;
import dev.convoy.cnn.network.StochasticDepth;
import java.util.Optional;

/** Two 3x3 convolutions and a shortcut (He et al. 2016, figure 5 left). */
final class BasicBlock extends Module {

  private final Convolution conv1;
  private final Module bn1;
  private final Module relu;
  private final Convolution conv2;
  private final Module bn2;
  private final Module skip;
  private final Module relu2;
  private final Optional<Sequence> downsample;

  /** From {@code inPlanes} to {@code planes}. */
  BasicBlock(Style style, int inPlanes, int planes, int stride) {
    conv1 = add("conv1", style.convolution(inPlanes, planes, Window.square(3, stride, 1)));
    bn1 = add("bn1", style.norm(planes));
    relu = add("relu", style.relu().layer());
    conv2 = add("conv2", style.convolution(planes, planes, Window.square(3, 1, 1)));
    bn2 = add("bn2", style.norm(planes));
    skip = add("skip", new StochasticDepth(style.stochasticDepth()));
    relu2 = add("relu2", style.relu().layer());
    downsample =
        Shortcut.of(style, inPlanes, planes, stride).map(shortcut -> add("downsample", shortcut));
  }

  @Override
  public Node forward(Node x) {
    Node identity = downsample.map(shortcut -> shortcut.forward(x)).orElse(x);
    Node out = relu.forward(bn1.forward(conv1.forward(x)));
    out = skip.forward(bn2.forward(conv2.forward(out)));
    return relu2.forward(Addition.of(out, identity));
  }
}

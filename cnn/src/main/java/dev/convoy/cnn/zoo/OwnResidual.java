package dev.convoy.cnn.zoo;

import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.Window;
import dev.convoy.cnn.network.Addition;
import dev.convoy.cnn.network.Module;
import dev.convoy.cnn.network.Node;
import dev.convoy.cnn.network.Sequence;
import dev.convoy.cnn.network.StochasticDepth;
import java.util.Optional;

/**
 * Layers and a shortcut around them (He et al. 2016): the identity, or a 1x1 convolution and a norm
 * where the extents change.
 */
final class OwnResidual extends Module {

  private final Sequence body;
  private final StochasticDepth skip;
  private final Optional<Sequence> downsample;

  OwnResidual(Style style, Shape from, Shape to, Sequence body, LayerArguments at) {
    this.body = add("body", body);
    skip = add("skip", new StochasticDepth(style.stochasticDepth()));
    downsample =
        from.equals(to)
            ? Optional.empty()
            : Optional.of(add("downsample", projection(style, from, to, at)));
  }

  private static Sequence projection(Style style, Shape from, Shape to, LayerArguments at) {
    int stride = Math.max(1, Math.ceilDiv(from.height(), to.height()));
    Window window = Window.square(1, stride, 0);
    if (!window.over(from, to.channels(), at.path()).equals(to)) {
      throw at.wrong(
          "makes %s of %s, which no stride of a shortcut does: keep height and width or divide them evenly"
              .formatted(to, from));
    }
    return new Sequence(
        style.convolution(from.channels(), to.channels(), window), style.norm(to.channels()));
  }

  @Override
  public Node forward(Node x) {
    Node identity = downsample.map(shortcut -> shortcut.forward(x)).orElse(x);
    return Addition.of(skip.forward(body.forward(x)), identity);
  }
}

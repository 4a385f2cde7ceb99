package dev.convoy.cnn.zoo;

import dev.convoy.cnn.kernels.Window;
import dev.convoy.cnn.network.Sequence;
import java.util.Optional;

/** The shortcut around a residual block. */
final class Shortcut {

  private Shortcut() {}

  /** A 1x1 convolution where the extents change (He et al. 2016, option B), else the identity. */
  static Optional<Sequence> of(Style style, int inPlanes, int outPlanes, int stride) {
    return stride == 1 && inPlanes == outPlanes
        ? Optional.empty()
        : Optional.of(
            new Sequence(
                style.convolution(inPlanes, outPlanes, Window.square(1, stride, 0)),
                style.norm(outPlanes)));
  }
}

package dev.convoy.cnn.kernels.onednn;

import java.util.List;

/** Takes each operation's first way: the same choice every time, on every machine of a kind. */
final class Preference implements Chooser.Judgement {

  /** Pixels of a map, up to which oneDNN's convolutions find too little work in an image. */
  private static final int SMALL_MAP = 16;

  private static final int MOST_FILTERS = 128 * 128;

  @Override
  public Way best(List<Way> ways, Chooser.Rehearsal rehearsal) {
    return ways.getFirst();
  }

  /** Where ways that are good at small maps belong among a convolution's ways. */
  static int place(ConvolutionGeometry geometry) {
    return geometry.output.height() * geometry.output.width() <= SMALL_MAP ? 0 : 1;
  }

  /** Where Winograd's way belongs: its filters must fit into the second-level cache. */
  static int winograd(ConvolutionGeometry geometry) {
    return geometry.input.channels() * geometry.output.channels() <= MOST_FILTERS ? 0 : 1;
  }
}

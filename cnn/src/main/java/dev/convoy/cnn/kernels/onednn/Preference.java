package dev.convoy.cnn.kernels.onednn;

import dev.convoy.cnn.kernels.vector.TiledConvolution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Takes each operation's first way: the same choice every time, on every machine of a kind. */
final class Preference implements Chooser.Judgement {

  /** Pixels of a map, up to which oneDNN's convolutions find too little work in an image. */
  private static final int SMALL_MAP = 16;

  private static final String STRIDED = "brgconv_strided";
  private static final int LEAST_CHANNELS = 32;
  private static final int MOST_FILTERS = 128 * 128;
  private static final int MOST_TILED = 256 * 256;

  /** Pixels of a map, up to which a product for each tap is the quickest convolution. */
  private static final int MOST_TAPPED = 4;

  private static final int LEAST_BATCH = 16;
  private static final int LEAST_TAP_CHANNELS = 64;

  @Override
  public Way best(List<Way> ways, Chooser.Rehearsal rehearsal) {
    return ways.getFirst();
  }

  /** Where ways that are good at small maps belong among a convolution's ways. */
  static int place(ConvolutionGeometry geometry) {
    return geometry.output.height() * geometry.output.width() <= SMALL_MAP ? 0 : 1;
  }

  /**
   * Where Winograd's way belongs: with too few channels its transforms cost what its products save,
   * with too many its filters don't fit into the second-level cache.
   */
  static int winograd(ConvolutionGeometry geometry) {
    int in = geometry.input.channels();
    int out = geometry.output.channels();
    boolean pays = Math.min(in, out) >= LEAST_CHANNELS && in * out <= MOST_FILTERS;
    return pays ? 0 : 1;
  }

  /**
   * Where the tiled way belongs among a gradient's; with more channels its filters outgrow the
   * caches.
   */
  static int tiled(ConvolutionGeometry geometry) {
    return geometry.input.channels() * geometry.output.channels() <= MOST_TILED ? 0 : 1;
  }

  /**
   * Whether the tiled way is faster in evaluation: each member of the team needs enough to do, and
   * the filters, transformed beforehand, have to fit into the caches.
   */
  static boolean tiledInference(ConvolutionGeometry geometry, int members) {
    return TiledConvolution.keepsBusy(geometry.input, geometry.output.channels(), members)
        && tiled(geometry) == 0;
  }

  /** Where a product for each tap belongs: its matrices have a row for each image. */
  static int taps(ConvolutionGeometry geometry) {
    return pays(geometry, MOST_TAPPED) ? 0 : 1;
  }

  /** The same of the weights' gradient, where the products' sums run over all images. */
  static int tapSums(ConvolutionGeometry geometry) {
    return pays(geometry, SMALL_MAP) ? 0 : 1;
  }

  private static boolean pays(ConvolutionGeometry geometry, int mostPixels) {
    int least = Math.min(geometry.input.channels(), geometry.output.channels());
    return geometry.output.height() * geometry.output.width() <= mostPixels
        && geometry.input.batch() >= LEAST_BATCH
        && least >= LEAST_TAP_CHANNELS;
  }

  /** oneDNN's first choice for a stride is its slowest here: it goes last. */
  static List<Way> strided(List<Way> ways) {
    List<Way> ordered = new ArrayList<>(ways);
    ordered.sort(Comparator.comparing(way -> way.name().startsWith(STRIDED)));
    return ordered;
  }
}

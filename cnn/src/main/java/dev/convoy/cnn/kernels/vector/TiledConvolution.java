package dev.convoy.cnn.kernels.vector;

import static dev.convoy.cnn.kernels.vector.Lanes.LENGTH;

import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Shape;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * A 3x3 convolution with stride 1 and padding 1 by F(4x4, 3x3): 36 multiplications where there
 * would be 144.
 */
public final class TiledConvolution {

  /**
   * Addresses.
   *
   * @param x the input
   * @param filters {@code 3 x 3 x channels in x channels out}
   * @param y the output
   * @param zeros a vector of zeros
   */
  public record Addresses(long x, long filters, long y, long zeros) {}

  private final Team team;
  private final TileScratch scratch;
  private final TileBands bands;
  private final TiledTensor x;
  private final TiledTensor y;
  private final TiledFilters filters;
  private final Supplier<float[]> transformed;
  private final Epilogue epilogue;

  private TiledConvolution(
      Team team,
      TileBands bands,
      TiledFilters filters,
      Addresses at,
      TileScratch scratch,
      Supplier<float[]> transformed,
      Epilogue epilogue) {
    this.team = team;
    this.scratch = scratch;
    this.bands = bands;
    this.filters = filters;
    this.transformed = transformed;
    this.epilogue = epilogue;
    x = new TiledTensor(bands, filters.channelsIn(), at.x(), at.zeros());
    y = new TiledTensor(bands, filters.channelsOut(), at.y(), at.zeros());
  }

  /**
   * The input's gradient, which is the convolution of the output's with the filters turned by 180
   * degrees.
   *
   * @param map extents of the output; with the channels in they must {@link #fits fit}
   * @param at the output's gradient as {@code x}, the input's as {@code y}; {@code filters} are
   *     {@code 3 x 3 x channels out x channels in}
   */
  public static Op inputGradient(
      Team team, Shape map, int channelsIn, Addresses at, TileScratch scratch) {
    TiledFilters filters = TiledFilters.turned(map.channels(), channelsIn, at.filters());
    TileBands bands = TileBands.of(map, map.channels());
    scratch.reserve(needs(team, bands, filters, filters.floats()));
    TiledConvolution convolution =
        new TiledConvolution(team, bands, filters, at, scratch, scratch::filters, Epilogue.none());
    Op transformation = convolution.transformation();
    Op computation = convolution.computation();
    return () -> {
      transformation.run();
      computation.run();
    };
  }

  /**
   * A convolution whose filters rarely change: they are transformed on demand, and kept so.
   *
   * @param map extents of the input; with the channels out they must {@link #fits fit}
   */
  public static TiledConvolution keepingFilters(
      Team team, Shape map, int channelsOut, Addresses at, Epilogue epilogue, TileScratch scratch) {
    TiledFilters filters = TiledFilters.straight(map.channels(), channelsOut, at.filters());
    TileBands bands = TileBands.of(map, map.channels());
    scratch.reserve(needs(team, bands, filters, 0));
    float[] transformed = new float[filters.floats()];
    return new TiledConvolution(team, bands, filters, at, scratch, () -> transformed, epilogue);
  }

  private static TileScratch.Needs needs(
      Team team, TileBands bands, TiledFilters filters, int shared) {
    return new TileScratch.Needs(
        bands.floats(filters.channelsIn()),
        bands.block(),
        Math.max(
            Filtering.FREQUENCIES * bands.pixelRow(),
            TiledFilters.rowFloats(Math.ceilDiv(filters.channelsIn(), team.size()))),
        0,
        shared);
  }

  /** Whether a map has enough tiles, or channels to share out instead, for all of a team. */
  public static boolean keepsBusy(Shape map, int channelsOut, int members) {
    return hasTiles(map, members) || sharesChannels(map, channelsOut, members);
  }

  /** Whether each member has as many tiles as are multiplied at once. */
  private static boolean hasTiles(Shape map, int members) {
    return TileBands.tiles(map) / members >= TileProducts.GROUP;
  }

  /** Whether members share out the channels, two blocks at a time, since there are few tiles. */
  private static boolean sharesChannels(Shape map, int channelsOut, int members) {
    long tiles = TileBands.tiles(map);
    int blocks = channelsOut / LENGTH;
    return !hasTiles(map, members)
        && tiles % TileProducts.HALF == 0
        && 2 * tiles <= TileBands.of(map, map.channels()).tiles()
        && blocks % 2 == 0
        && blocks >= 2 * members;
  }

  /** Whether maps and channels can be cut into tiles and vectors. */
  public static boolean fits(Shape map, int channels) {
    return TileBands.fits(map, channels);
  }

  /** G g G' of the filters as they now are. */
  public Op transformation() {
    TiledFilters.Share[] shares = new TiledFilters.Share[team.size()];
    Arrays.setAll(shares, member -> filters.share(team, member));
    Team.Task task =
        member -> shares[member].transform(scratch.desk(member).rows(), transformed.get());
    return () -> team.run(task);
  }

  /** The convolution, with the filters as they were transformed last. */
  public Op computation() {
    boolean byChannels = sharesChannels(bands.map(), filters.channelsOut(), team.size());
    Team.Task task = byChannels ? this::convolveChannels : this::convolveRows;
    return () -> team.run(task);
  }

  private void convolveRows(int member) {
    TileScratch.Desk desk = scratch.desk(member);
    int end = (int) team.begin(bands.rows(), member + 1);
    for (int row = (int) team.begin(bands.rows(), member); row < end; row += bands.bandRows()) {
      int count = Math.min(bands.bandRows(), end - row);
      x.input(row, count, desk.rows(), desk.input());
      for (int block = 0; block < filters.channelsOut() / LENGTH; block++) {
        multiply(count * bands.tilesPerRow(), block, desk);
        for (int i = 0; i < count; i++) {
          finish(row + i, i, block, desk);
        }
      }
    }
  }

  private void finish(int row, int place, int block, TileScratch.Desk desk) {
    y.output(row, place, block, desk.output(), desk.rows());
    epilogue.run(y.offset(row, block), bands.pixelsPerRow(), block);
  }

  /** All rows are one band, of which the second block's results lie behind the first's. */
  private void convolveChannels(int member) {
    TileScratch.Desk desk = scratch.desk(member);
    int pairs = filters.channelsOut() / LENGTH / 2;
    int end = (int) team.begin(pairs, member + 1);
    x.input(0, bands.rows(), desk.rows(), desk.input());
    for (int pair = (int) team.begin(pairs, member); pair < end; pair++) {
      multiplyPair(2 * pair, desk);
      for (int row = 0; row < bands.rows(); row++) {
        finish(row, row, 2 * pair, desk);
        finish(row, bands.rows() + row, 2 * pair + 1, desk);
      }
    }
  }

  private void multiplyPair(int block, TileScratch.Desk desk) {
    float[] factors = transformed.get();
    int all = bands.rows() * bands.line();
    for (int frequency = 0; frequency < Filtering.SQUARE; frequency++) {
      int filter = block * filters.block() + frequency * filters.plane();
      int first = frequency * bands.plane();
      for (int at = first; at < first + all; at += TileProducts.HALF * LENGTH) {
        TileProducts.multiplyTwo(
            desk.input(),
            at,
            bands.block(),
            filters.channelsIn() / LENGTH,
            factors,
            filter,
            filters.block(),
            desk.output(),
            at,
            all);
      }
    }
  }

  /** What lies behind the last tile is multiplied too, and left. */
  private void multiply(int tiles, int block, TileScratch.Desk desk) {
    float[] factors = transformed.get();
    for (int frequency = 0; frequency < Filtering.SQUARE; frequency++) {
      int filter = block * filters.block() + frequency * filters.plane();
      for (int tile = 0; tile < tiles; tile += TileProducts.GROUP) {
        int at = Math.min(tile, bands.tiles() - TileProducts.GROUP) * LENGTH;
        TileProducts.multiply(
            desk.input(),
            frequency * bands.plane() + at,
            bands.block(),
            filters.channelsIn() / LENGTH,
            factors,
            filter,
            desk.output(),
            frequency * bands.plane() + at);
      }
    }
  }
}

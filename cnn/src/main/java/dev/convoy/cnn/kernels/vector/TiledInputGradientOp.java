package dev.convoy.cnn.kernels.vector;

import static dev.convoy.cnn.kernels.vector.Lanes.LENGTH;

import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Shape;
import java.util.Arrays;

/**
 * The input gradient of a 3x3 convolution with stride 1 and padding 1 by F(4x4, 3x3): 36
 * multiplications where there would be 144. It is the convolution of the output's gradient with the
 * filters turned by 180 degrees.
 */
public final class TiledInputGradientOp implements Op {

  /**
   * Addresses.
   *
   * @param filters {@code 3 x 3 x channels out x channels in}
   * @param zeros a vector of zeros
   */
  public record Addresses(long dy, long filters, long dx, long zeros) {}

  private final Team team;
  private final TileScratch scratch;
  private final TileBands bands;
  private final TiledTensor dy;
  private final TiledTensor dx;
  private final TiledFilters filters;
  private final Team.Task first;
  private final Team.Task second;

  /**
   * Makes it ready.
   *
   * @param map extents of the output; with the channels in they must {@link #fits fit}
   */
  public TiledInputGradientOp(
      Team team, Shape map, int channelsIn, Addresses at, TileScratch scratch) {
    this.team = team;
    this.scratch = scratch;
    int channelsOut = map.channels();
    bands = TileBands.of(map, channelsOut);
    dy = new TiledTensor(bands, channelsOut, at.dy(), at.zeros());
    dx = new TiledTensor(bands, channelsIn, at.dx(), at.zeros());
    filters =
        TiledFilters.turned(
            /* channelsIn= */ channelsOut, /* channelsOut= */ channelsIn, at.filters());
    scratch.reserve(
        new TileScratch.Needs(
            bands.floats(channelsOut),
            bands.block(),
            Math.max(
                Filtering.FREQUENCIES * bands.pixelRow(),
                TiledFilters.rowFloats(Math.ceilDiv(channelsOut, team.size()))),
            0,
            filters.floats()));
    TiledFilters.Share[] shares = new TiledFilters.Share[team.size()];
    Arrays.setAll(shares, member -> filters.share(team, member));
    first = member -> shares[member].transform(scratch.desk(member).rows(), scratch.filters());
    second = this::convolve;
  }

  /** Whether maps and channels can be cut into tiles and vectors. */
  public static boolean fits(Shape map, int channels) {
    return TileBands.fits(map, channels);
  }

  @Override
  public void run() {
    team.run(first);
    team.run(second);
  }

  private void convolve(int member) {
    TileScratch.Desk desk = scratch.desk(member);
    int end = (int) team.begin(bands.rows(), member + 1);
    for (int row = (int) team.begin(bands.rows(), member); row < end; row += bands.bandRows()) {
      int count = Math.min(bands.bandRows(), end - row);
      dy.input(row, count, desk.rows(), desk.input());
      for (int block = 0; block < filters.channelsOut() / LENGTH; block++) {
        multiply(count * bands.tilesPerRow(), block, desk);
        dx.output(row, count, block, desk.output(), desk.rows());
      }
    }
  }

  /** What lies behind the last tile is multiplied too, and left. */
  private void multiply(int tiles, int block, TileScratch.Desk desk) {
    for (int frequency = 0; frequency < Filtering.SQUARE; frequency++) {
      int filter = block * filters.block() + frequency * filters.plane();
      for (int tile = 0; tile < tiles; tile += TileProducts.GROUP) {
        int at = Math.min(tile, bands.tiles() - TileProducts.GROUP) * LENGTH;
        TileProducts.multiply(
            desk.input(),
            frequency * bands.plane() + at,
            bands.block(),
            filters.channelsIn() / LENGTH,
            scratch.filters(),
            filter,
            desk.output(),
            frequency * bands.plane() + at);
      }
    }
  }
}

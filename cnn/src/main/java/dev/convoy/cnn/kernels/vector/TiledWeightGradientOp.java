package dev.convoy.cnn.kernels.vector;

import static dev.convoy.cnn.kernels.vector.Lanes.LENGTH;

import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Shape;
import java.util.Arrays;

/**
 * The gradient of a 3x3 convolution's filters, stride 1 and padding 1, by F(4x4, 3x3): each member
 * of the team sums the products of its bands' transformed values, and the sums' sum is transformed
 * back.
 */
public final class TiledWeightGradientOp implements Op {

  /**
   * Addresses.
   *
   * @param gradient {@code 3 x 3 x channels in x channels out}
   * @param zeros a vector of zeros
   */
  public record Addresses(long x, long dy, long gradient, long zeros) {}

  private final Team team;
  private final TileScratch scratch;
  private final TileBands bands;
  private final TiledTensor x;
  private final TiledTensor dy;
  private final TiledFilters filters;
  private final TiledFilters.Share[] shares;
  private final Team.Task first;
  private final Team.Task second;

  /**
   * Makes it ready.
   *
   * @param map extents of the input; with the channels out they must {@link TiledConvolution#fits
   *     fit}
   */
  public TiledWeightGradientOp(
      Team team, Shape map, int channelsOut, Addresses at, TileScratch scratch) {
    this.team = team;
    this.scratch = scratch;
    int channelsIn = map.channels();
    bands = TileBands.of(map, Math.max(channelsIn, channelsOut));
    x = new TiledTensor(bands, channelsIn, at.x(), at.zeros());
    dy = new TiledTensor(bands, channelsOut, at.dy(), at.zeros());
    filters = TiledFilters.straight(channelsIn, channelsOut, at.gradient());
    shares = new TiledFilters.Share[team.size()];
    Arrays.setAll(shares, member -> filters.share(team, member));
    scratch.reserve(
        new TileScratch.Needs(
            bands.floats(channelsIn),
            bands.floats(channelsOut),
            Math.max(
                Filtering.FREQUENCIES * bands.pixelRow(),
                TiledFilters.rowFloats(Math.ceilDiv(channelsIn, team.size()))),
            filters.floats(),
            0));
    first = this::sumBands;
    second = this::transformSums;
  }

  @Override
  public void run() {
    team.run(first);
    team.run(second);
  }

  private void sumBands(int member) {
    TileScratch.Desk desk = scratch.desk(member);
    Arrays.fill(desk.sums(), 0, filters.floats(), 0);
    int end = (int) team.begin(bands.rows(), member + 1);
    for (int row = (int) team.begin(bands.rows(), member); row < end; row += bands.bandRows()) {
      int count = Math.min(bands.bandRows(), end - row);
      x.input(row, count, desk.rows(), desk.input());
      dy.outputGradient(row, count, desk.rows(), desk.output());
      sum(count * bands.tilesPerRow(), desk);
    }
  }

  private void sum(int tiles, TileScratch.Desk desk) {
    for (int block = 0; block < filters.channelsOut() / LENGTH; block++) {
      for (int frequency = 0; frequency < Filtering.SQUARE; frequency++) {
        int gradient = block * bands.block() + frequency * bands.plane();
        int onto = block * filters.block() + frequency * filters.plane();
        for (int channel = 0; channel < filters.channelsIn(); channel += TileProducts.GROUP) {
          int place =
              channel / LENGTH * bands.block() + frequency * bands.plane() + channel % LENGTH;
          TileProducts.sum(desk.input(), place, desk.output(), gradient, tiles, desk.sums(), onto);
          onto += TileProducts.GROUP * LENGTH;
        }
      }
    }
  }

  private void transformSums(int member) {
    float[] all = scratch.desk(0).sums();
    for (int other = 1; other < team.size(); other++) {
      shares[member].add(scratch.desk(other).sums(), all);
    }
    shares[member].transformGradient(all, scratch.desk(member).rows());
  }
}

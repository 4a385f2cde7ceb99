package dev.convoy.cnn.kernels.vector;

import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Shape;

/**
 * Gradient of the filters of a {@link WinogradConvolutionOp}: {@code G' [sum over tiles of (B' d B)
 * * (A y A')] G}. Each member sums its tiles, then the members' sums are added in their order.
 */
public final class WinogradWeightGradientOp implements Op {

  /**
   * Addresses.
   *
   * @param gradient {@code 3 x 3 x channels in x channels out}
   */
  public record Addresses(long x, long dy, long gradient) {}

  private final Team team;
  private final WinogradGrid in;
  private final WinogradGrid out;
  private final Addresses at;
  private final WinogradScratch scratch;
  private final Team.Task tiles;
  private final Team.Task filters;

  /**
   * Makes it ready.
   *
   * @param scratch each member has filters of its own, and its product adds onto them
   */
  public WinogradWeightGradientOp(
      Team team, Shape input, int channelsOut, Addresses at, WinogradScratch scratch) {
    this.team = team;
    in = new WinogradGrid(input, input.channels());
    out = new WinogradGrid(input, channelsOut);
    this.at = at;
    this.scratch = scratch;
    Visits[] visits = new Visits[team.size()];
    for (int member = 0; member < visits.length; member++) {
      visits[member] = visits(member);
    }
    tiles = member -> sumTiles(member, visits[member]);
    filters = this::transformSums;
  }

  /** A member's two passes over a block. */
  private record Visits(WinogradGrid.Visit x, WinogradGrid.Visit dy) {}

  private Visits visits(int member) {
    long inputs = scratch.desk(member).inputs();
    long outputs = scratch.desk(member).outputs();
    long inputStep = scratch.stepBytes(scratch.tiles(), in.channels);
    long outputStep = scratch.stepBytes(scratch.tiles(), out.channels);
    return new Visits(
        (image, from, to, place) ->
            WinogradLoops.input(in, at.x() + image, from, to, inputs + place * in.pixel, inputStep),
        (image, from, to, place) ->
            WinogradLoops.outputGradient(
                out, at.dy() + image, from, to, outputs + place * out.pixel, outputStep));
  }

  @Override
  public void run() {
    team.run(tiles);
    team.run(filters);
  }

  private void sumTiles(int member, Visits visits) {
    long step = scratch.stepBytes(in.channels, out.channels);
    WinogradLoops.clear(scratch.desk(member).filters(), WinogradGrid.FREQUENCIES * step);
    int end = (int) team.begin(in.tiles(), member + 1);
    for (int first = (int) team.begin(in.tiles(), member); first < end; ) {
      int last = Math.min(end, first + scratch.tiles());
      in.visit(first, last, visits.x());
      out.visit(first, last, visits.dy());
      clearRest(scratch.desk(member).inputs(), in, last - first);
      clearRest(scratch.desk(member).outputs(), out, last - first);
      scratch.desk(member).product().run();
      first = last;
    }
  }

  /** What an earlier block has left behind a shorter one must not count. */
  private void clearRest(long from, WinogradGrid grid, int used) {
    if (used == scratch.tiles()) {
      return;
    }
    long step = scratch.stepBytes(scratch.tiles(), grid.channels);
    for (int frequency = 0; frequency < WinogradGrid.FREQUENCIES; frequency++) {
      WinogradLoops.clear(
          from + frequency * step + used * grid.pixel, (scratch.tiles() - used) * grid.pixel);
    }
  }

  private void transformSums(int member) {
    int from = (int) team.begin(in.channels, member);
    int count = ((int) team.begin(in.channels, member + 1) - from) * out.channels;
    long offset = from * out.pixel;
    long step = scratch.stepBytes(in.channels, out.channels);
    for (int other = 1; other < team.size(); other++) {
      for (int frequency = 0; frequency < WinogradGrid.FREQUENCIES; frequency++) {
        long place = frequency * step + offset;
        WinogradLoops.add(
            scratch.desk(other).filters() + place, scratch.desk(0).filters() + place, 4L * count);
      }
    }
    WinogradLoops.filterGradient(
        scratch.desk(0).filters() + offset,
        step,
        count,
        at.gradient() + offset,
        in.channels * out.pixel);
  }
}

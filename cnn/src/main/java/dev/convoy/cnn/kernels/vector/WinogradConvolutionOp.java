package dev.convoy.cnn.kernels.vector;

import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Shape;

/**
 * A 3x3 convolution with stride 1 and padding 1 by Winograd's F(2x2, 3x3): 16 multiplications where
 * there would be 36.
 */
public final class WinogradConvolutionOp implements Op {

  /**
   * Addresses.
   *
   * @param filters {@code 3 x 3 x channels in x channels out}
   * @param bias 0 if there is none
   */
  public record Addresses(long x, long filters, long bias, long y) {}

  private final Team team;
  private final WinogradGrid in;
  private final WinogradGrid out;
  private final Addresses at;
  private final WinogradScratch scratch;
  private final Team.Task filters;
  private final Team.Task tiles;

  /** Makes it ready; the scratch's filters are shared. */
  public WinogradConvolutionOp(
      Team team, Shape input, int channelsOut, Addresses at, WinogradScratch scratch) {
    this.team = team;
    in = new WinogradGrid(input, input.channels());
    out = new WinogradGrid(input, channelsOut);
    this.at = at;
    this.scratch = scratch;
    Visits[] visits = new Visits[team.size()];
    long bias = at.bias() == 0 ? scratch.zeros() : at.bias();
    for (int member = 0; member < visits.length; member++) {
      visits[member] = visits(member, bias);
    }
    filters = this::transformFilters;
    tiles = member -> convolve(member, visits[member]);
  }

  /** A member's two passes over a block. */
  private record Visits(WinogradGrid.Visit before, WinogradGrid.Visit after) {}

  private Visits visits(int member, long bias) {
    long inputs = scratch.desk(member).inputs();
    long outputs = scratch.desk(member).outputs();
    long inputStep = scratch.stepBytes(scratch.tiles(), in.channels);
    long outputStep = scratch.stepBytes(scratch.tiles(), out.channels);
    return new Visits(
        (image, from, to, place) ->
            WinogradLoops.input(in, at.x() + image, from, to, inputs + place * in.pixel, inputStep),
        (image, from, to, place) ->
            WinogradLoops.output(
                out, outputs + place * out.pixel, outputStep, bias, at.y() + image, from, to));
  }

  @Override
  public void run() {
    team.run(filters);
    team.run(tiles);
  }

  private void transformFilters(int member) {
    int from = (int) team.begin(in.channels, member);
    int count = ((int) team.begin(in.channels, member + 1) - from) * out.channels;
    long offset = from * out.pixel;
    long step = scratch.stepBytes(in.channels, out.channels);
    WinogradLoops.filter(
        at.filters() + offset,
        in.channels * out.pixel,
        count,
        scratch.desk(0).filters() + offset,
        step);
  }

  private void convolve(int member, Visits visits) {
    int end = (int) team.begin(in.tiles(), member + 1);
    for (int first = (int) team.begin(in.tiles(), member); first < end; ) {
      int last = Math.min(end, first + scratch.tiles());
      in.visit(first, last, visits.before());
      scratch.desk(member).product().run();
      out.visit(first, last, visits.after());
      first = last;
    }
  }
}

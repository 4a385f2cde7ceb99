package dev.convoy.cnn.kernels.vector;

import dev.convoy.cnn.kernels.Clamp;
import dev.convoy.cnn.kernels.vector.NormLoops.Affine;

/**
 * The two passes of a norm over some rows of channels: statistics, then normalization, residual
 * addition and activation at once. The statistics are summed in float tiles, shifted by the first
 * row so that a large mean costs no digits, and those in double.
 */
final class NormPass {

  /** Leave from {@link #takeStatistics}: sums of x - shift and of its square. */
  final ChannelSums sums;

  /** What was subtracted from each channel. */
  final float[] shift;

  /** What {@link #normalize} does, to be set before. */
  final Affine affine;

  private final Team team;
  private final Rows rows;
  private final BatchNormOp.Addresses at;
  private final Team.Task statistics;
  private final Team.Task normalization;
  private long base;

  /** Over rows of that extent, shared among the team. */
  NormPass(Team team, Rows rows, BatchNormOp.Addresses at, Clamp activation) {
    this.team = team;
    this.rows = rows;
    this.at = at;
    affine = new Affine(rows.width(), activation.lower(), activation.upper());
    sums = new ChannelSums(rows, team.size());
    shift = new float[rows.width()];
    Rows.Tile statisticsTile = this::statistics;
    Rows.Tile tile = at.residual() == 0 ? this::normalize : this::normalizeAdd;
    statistics = member -> rows.sum(team, member, Lanes.BLOCK, statisticsTile, sums);
    normalization = member -> rows.walk(team, member, Lanes.BLOCK, tile);
  }

  /** Sums over the rows from {@code first} bytes on. */
  void takeStatistics(long first) {
    base = first;
    for (int channel = 0; channel < rows.channels(); channel++) {
      shift[channel] = Lanes.get(at.x() + base + 4L * channel);
    }
    rows.spread(shift);
    team.run(statistics);
    sums.combine();
    addTail();
  }

  /** Normalizes the rows from {@code first} bytes on. */
  void normalize(long first) {
    base = first;
    rows.spread(affine.scale);
    rows.spread(affine.shift);
    team.run(normalization);
    normalizeTail();
  }

  private void statistics(int member, long offset, long n, int k) {
    float[] s = sums.tileFirst[member];
    float[] q = sums.tileSecond[member];
    NormLoops.statistics(at.x() + base + offset, n, rows.stride(), k, shift, s, q);
  }

  private void addTail() {
    for (long row = rows.tail(); row < rows.rows(); row++) {
      for (int channel = 0; channel < rows.channels(); channel++) {
        long from = base + 4 * (row * rows.channels() + channel);
        double x = Lanes.get(at.x() + from) - (double) shift[channel];
        sums.first[channel] += x;
        sums.second[channel] += x * x;
      }
    }
  }

  private void normalize(int member, long offset, long n, int k) {
    long from = base + offset;
    NormLoops.normalize(at.x() + from, at.y() + from, n, rows.stride(), k, affine);
  }

  private void normalizeAdd(int member, long offset, long n, int k) {
    long from = base + offset;
    NormLoops.normalizeAdd(
        at.x() + from, at.residual() + from, at.y() + from, n, rows.stride(), k, affine);
  }

  private void normalizeTail() {
    for (long row = rows.tail(); row < rows.rows(); row++) {
      for (int channel = 0; channel < rows.channels(); channel++) {
        long from = base + 4 * (row * rows.channels() + channel);
        float offset = affine.shift[channel];
        if (at.residual() != 0) {
          offset += Lanes.get(at.residual() + from);
        }
        float value = Math.fma(Lanes.get(at.x() + from), affine.scale[channel], offset);
        Lanes.set(at.y() + from, Math.min(Math.max(value, affine.lower), affine.upper));
      }
    }
  }
}

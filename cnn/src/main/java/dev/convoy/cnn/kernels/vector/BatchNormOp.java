package dev.convoy.cnn.kernels.vector;

import dev.convoy.cnn.kernels.Activation;
import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.vector.NormLoops.Affine;

/**
 * Batch norm, residual addition and activation in one pass over memory, after another for the
 * statistics if it trains. The statistics are summed in float tiles, shifted by the first row so
 * that a large mean costs no digits, and those in double.
 */
public final class BatchNormOp implements Op {

  /** Addresses; {@code residual} is 0 if there is none. */
  public record Addresses(long x, long residual, long y) {}

  private final Team team;
  private final Rows rows;
  private final Addresses at;
  private final NormState state;
  private final boolean training;
  private final Affine affine;
  private final ChannelSums sums;
  private final float[] shift;
  private final Team.Task statistics;
  private final Team.Task normalization;

  private BatchNormOp(
      Team team,
      Shape shape,
      Addresses at,
      NormState state,
      Activation activation,
      boolean training) {
    this.team = team;
    this.at = at;
    this.state = state;
    this.training = training;
    rows = Rows.of(shape.pixels(), shape.channels());
    affine = new Affine(rows.width(), activation.lower(), activation.upper());
    sums = new ChannelSums(rows, team.size());
    shift = new float[rows.width()];
    Rows.Tile statisticsTile = this::statistics;
    Rows.Tile tile = at.residual() == 0 ? this::normalize : this::normalizeAdd;
    statistics = member -> rows.sum(team, member, Lanes.BLOCK, statisticsTile, sums);
    normalization = member -> rows.walk(team, member, Lanes.BLOCK, tile);
  }

  /** By the batch's statistics, which it leaves in {@code state}. */
  public static Op training(
      Team team, Shape shape, Addresses at, NormState state, Activation activation) {
    return new BatchNormOp(team, shape, at, state, activation, true);
  }

  /** By the running statistics. */
  public static Op inference(
      Team team, Shape shape, Addresses at, NormState state, Activation activation) {
    return new BatchNormOp(team, shape, at, state, activation, false);
  }

  @Override
  public void run() {
    if (training) {
      takeStatistics();
      state.affineOfBatch(affine);
    } else {
      state.affineOfRunning(affine);
    }
    rows.spread(affine.scale);
    rows.spread(affine.shift);
    team.run(normalization);
    normalizeTail();
  }

  private void takeStatistics() {
    for (int channel = 0; channel < rows.channels(); channel++) {
      shift[channel] = Lanes.get(at.x() + 4L * channel);
    }
    rows.spread(shift);
    team.run(statistics);
    sums.combine();
    addTail();
    state.keep(sums, shift, rows.rows());
  }

  private void statistics(int member, long offset, long n, int k) {
    NormLoops.statistics(
        at.x() + offset,
        n,
        rows.stride(),
        k,
        shift,
        sums.tileFirst[member],
        sums.tileSecond[member]);
  }

  private void addTail() {
    for (long row = rows.tail(); row < rows.rows(); row++) {
      for (int channel = 0; channel < rows.channels(); channel++) {
        double x =
            Lanes.get(at.x() + 4 * (row * rows.channels() + channel)) - (double) shift[channel];
        sums.first[channel] += x;
        sums.second[channel] += x * x;
      }
    }
  }

  private void normalize(int member, long offset, long n, int k) {
    NormLoops.normalize(at.x() + offset, at.y() + offset, n, rows.stride(), k, affine);
  }

  private void normalizeAdd(int member, long offset, long n, int k) {
    NormLoops.normalizeAdd(
        at.x() + offset, at.residual() + offset, at.y() + offset, n, rows.stride(), k, affine);
  }

  private void normalizeTail() {
    for (long row = rows.tail(); row < rows.rows(); row++) {
      for (int channel = 0; channel < rows.channels(); channel++) {
        long offset = 4 * (row * rows.channels() + channel);
        float offsetOfChannel = affine.shift[channel];
        if (at.residual() != 0) {
          offsetOfChannel += Lanes.get(at.residual() + offset);
        }
        float value = Math.fma(Lanes.get(at.x() + offset), affine.scale[channel], offsetOfChannel);
        Lanes.set(at.y() + offset, Math.min(Math.max(value, affine.lower), affine.upper));
      }
    }
  }
}

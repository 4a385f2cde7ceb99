package dev.convoy.cnn.kernels.vector;

import dev.convoy.cnn.kernels.Clamp;
import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Shape;

/**
 * Batch norm, residual addition and activation in one pass over memory, after another for the
 * statistics if it trains.
 */
public final class BatchNormOp implements Op {

  /** Addresses; {@code residual} is 0 if there is none. */
  public record Addresses(long x, long residual, long y) {}

  private final Rows rows;
  private final NormState state;
  private final boolean training;
  private final NormPass pass;

  private BatchNormOp(
      Team team, Shape shape, Addresses at, NormState state, Clamp activation, boolean training) {
    this.state = state;
    this.training = training;
    rows = Rows.of(shape.pixels(), shape.channels());
    pass = new NormPass(team, rows, at, activation);
  }

  /** By the batch's statistics, which it leaves in {@code state}. */
  public static Op training(
      Team team, Shape shape, Addresses at, NormState state, Clamp activation) {
    return new BatchNormOp(team, shape, at, state, activation, true);
  }

  /** By the running statistics. */
  public static Op inference(
      Team team, Shape shape, Addresses at, NormState state, Clamp activation) {
    return new BatchNormOp(team, shape, at, state, activation, false);
  }

  @Override
  public void run() {
    if (training) {
      pass.takeStatistics(0);
      state.keep(pass.sums, pass.shift, rows.rows());
      state.affineOfBatch(pass.affine);
    } else {
      state.affineOfRunning(pass.affine);
    }
    pass.normalize(0);
  }
}

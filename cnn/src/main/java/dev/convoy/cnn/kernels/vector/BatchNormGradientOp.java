package dev.convoy.cnn.kernels.vector;

import dev.convoy.cnn.kernels.Clamp;
import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Shape;

/**
 * Backward pass of {@link BatchNormOp}: {@code dx = a (dz - mean(dz) - xhat mean(dz xhat))}, where
 * dz is the summed and masked gradient of y.
 */
public final class BatchNormGradientOp implements Op {

  private final Rows rows;
  private final NormGradient at;
  private final NormState state;
  private final NormGradientPass pass;

  /** Makes it ready for a tensor's extent. */
  public BatchNormGradientOp(
      Team team, Shape shape, NormGradient at, NormState state, Clamp activation) {
    this.at = at;
    this.state = state;
    rows = Rows.of(shape.pixels(), shape.channels());
    pass = new NormGradientPass(team, rows, at, activation);
  }

  @Override
  public void run() {
    state.affineOfBatch(pass.affine);
    for (int channel = 0; channel < rows.channels(); channel++) {
      pass.mean[channel] = state.mean(channel);
    }
    pass.sum(0);
    combine();
    pass.differentiate(0);
  }

  private void combine() {
    for (int channel = 0; channel < rows.channels(); channel++) {
      double sum = pass.sums.first[channel];
      double product = pass.sums.second[channel];
      double deviation = state.inverseDeviation(channel);
      Lanes.set(at.shiftGradient() + 4L * channel, (float) sum);
      Lanes.set(at.scaleGradient() + 4L * channel, (float) (product * deviation));
      double scale = pass.affine.scale[channel];
      double perX = -scale * deviation * deviation * product / rows.rows();
      pass.slope[channel] = (float) perX;
      pass.offset[channel] = (float) (-scale * sum / rows.rows() - perX * pass.mean[channel]);
    }
  }
}

package dev.convoy.cnn.kernels.vector;

import dev.convoy.cnn.kernels.Activation;
import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.vector.NormLoops.Affine;
import dev.convoy.cnn.kernels.vector.NormLoops.Gradients;

/**
 * Backward pass of {@link BatchNormOp}. First pass: adds up to two gradients of y, masks the sum
 * (dz), sums dz and dz (x - mean) per channel. Second pass: {@code dx = a (dz - mean(dz) - xhat
 * mean(dz xhat))}. A single gradient whose masked form nobody else needs isn't stored: both passes
 * mask it, recomputing the sign from x.
 */
public final class BatchNormGradientOp implements Op {

  private static final int BLOCK = Lanes.BLOCK / 2;

  /**
   * Addresses.
   *
   * @param secondDy 0 if there is none
   * @param dz where the masked sum goes, may be dx; 0 if it isn't stored
   */
  public record Addresses(
      long x,
      long y,
      long dy,
      long secondDy,
      long dz,
      long dx,
      long scaleGradient,
      long shiftGradient) {}

  private final Team team;
  private final Rows rows;
  private final Addresses at;
  private final NormState state;
  private final Affine affine;
  private final Gradients gradients;
  private final ChannelSums sums;
  private final float[] mean;
  private final float[] slope;
  private final float[] offset;
  private final Team.Task firstPass;
  private final Team.Task secondPass;

  /** Makes it ready for a tensor's extent. */
  public BatchNormGradientOp(
      Team team, Shape shape, Addresses at, NormState state, Activation activation) {
    this.team = team;
    this.at = at;
    this.state = state;
    rows = Rows.of(shape.pixels(), shape.channels());
    affine = new Affine(rows.width(), activation.lower(), activation.upper());
    gradients =
        new Gradients(
            at.y() - at.x(),
            at.dy() - at.x(),
            at.secondDy() - at.x(),
            at.dz() - at.x(),
            activation.lower(),
            activation.upper());
    sums = new ChannelSums(rows, team.size());
    mean = new float[rows.width()];
    slope = new float[rows.width()];
    offset = new float[rows.width()];
    Rows.Tile first = at.dz() == 0 ? this::sum : at.secondDy() == 0 ? this::store : this::storeSum;
    boolean masks = at.dz() == 0 && activation != Activation.NONE;
    Rows.Tile second = masks ? this::masked : this::unmasked;
    firstPass = member -> rows.sum(team, member, BLOCK, first, sums);
    secondPass = member -> rows.walk(team, member, BLOCK, second);
  }

  @Override
  public void run() {
    state.affineOfBatch(affine);
    rows.spread(affine.scale);
    rows.spread(affine.shift);
    for (int channel = 0; channel < rows.channels(); channel++) {
      mean[channel] = state.mean(channel);
    }
    rows.spread(mean);
    team.run(firstPass);
    sums.combine();
    sumTail();
    combine();
    team.run(secondPass);
    gradientTail();
  }

  private void combine() {
    for (int channel = 0; channel < rows.channels(); channel++) {
      double sum = sums.first[channel];
      double product = sums.second[channel];
      double deviation = state.inverseDeviation(channel);
      Lanes.set(at.shiftGradient() + 4L * channel, (float) sum);
      Lanes.set(at.scaleGradient() + 4L * channel, (float) (product * deviation));
      double scale = affine.scale[channel];
      double perX = -scale * deviation * deviation * product / rows.rows();
      slope[channel] = (float) perX;
      offset[channel] = (float) (-scale * sum / rows.rows() - perX * mean[channel]);
    }
    rows.spread(slope);
    rows.spread(offset);
  }

  private void sum(int member, long from, long n, int k) {
    float[] s = sums.tileFirst[member];
    float[] q = sums.tileSecond[member];
    NormLoops.gradientSums(at.x() + from, at.dy() + from, n, rows.stride(), k, affine, mean, s, q);
  }

  private void store(int member, long from, long n, int k) {
    float[] s = sums.tileFirst[member];
    float[] q = sums.tileSecond[member];
    NormLoops.gradientSumsStored(at.x() + from, gradients, n, rows.stride(), k, mean, s, q);
  }

  private void storeSum(int member, long from, long n, int k) {
    float[] s = sums.tileFirst[member];
    float[] q = sums.tileSecond[member];
    NormLoops.gradientSumsOfTwo(at.x() + from, gradients, n, rows.stride(), k, mean, s, q);
  }

  private void sumTail() {
    for (long row = rows.tail(); row < rows.rows(); row++) {
      for (int channel = 0; channel < rows.channels(); channel++) {
        long from = 4 * (row * rows.channels() + channel);
        float dz = maskedSum(from, channel);
        if (at.dz() != 0) {
          Lanes.set(at.dz() + from, dz);
        }
        sums.first[channel] += dz;
        sums.second[channel] += (double) dz * (Lanes.get(at.x() + from) - mean[channel]);
      }
    }
  }

  private float maskedSum(long from, int channel) {
    float clamped =
        at.dz() != 0
            ? Lanes.get(at.y() + from)
            : Math.fma(Lanes.get(at.x() + from), affine.scale[channel], affine.shift[channel]);
    if (!(clamped > affine.lower && clamped < affine.upper)) {
      return 0;
    }
    float dy = Lanes.get(at.dy() + from);
    return at.secondDy() == 0 ? dy : dy + Lanes.get(at.secondDy() + from);
  }

  private void masked(int member, long from, long n, int k) {
    long dy = at.dy() + from;
    NormLoops.gradient(
        at.x() + from, dy, at.dx() + from, n, rows.stride(), k, affine, slope, offset);
  }

  private void unmasked(int member, long from, long n, int k) {
    long dz = (at.dz() == 0 ? at.dy() : at.dz()) + from;
    NormLoops.gradientUnmasked(
        at.x() + from, dz, at.dx() + from, n, rows.stride(), k, affine, slope, offset);
  }

  private void gradientTail() {
    for (long row = rows.tail(); row < rows.rows(); row++) {
      for (int channel = 0; channel < rows.channels(); channel++) {
        long from = 4 * (row * rows.channels() + channel);
        float dz = at.dz() != 0 ? Lanes.get(at.dz() + from) : maskedSum(from, channel);
        float linear = Math.fma(Lanes.get(at.x() + from), slope[channel], offset[channel]);
        Lanes.set(at.dx() + from, Math.fma(dz, affine.scale[channel], linear));
      }
    }
  }
}

package dev.convoy.cnn.kernels.vector;

import static dev.convoy.cnn.kernels.vector.Lanes.BYTES;
import static dev.convoy.cnn.kernels.vector.Lanes.SPECIES;
import static dev.convoy.cnn.kernels.vector.Lanes.load;

import dev.convoy.cnn.kernels.Op;
import jdk.incubator.vector.FloatVector;

/**
 * Clips a run of gradients by its norm. Squares are summed in floats tile by tile, tiles and
 * members in doubles and in a fixed order: the same bits every time.
 */
final class GradientNorm implements Op {

  private static final int TILE_BYTES = 1 << 14;

  private final Team team;
  private final long gradients;
  private final long vectors;
  private final double limit;
  private final double[] sums;
  private final float[][] lanes;
  private final Team.Task sum = this::sum;
  private final Team.Task scale = this::scale;
  private float coefficient;

  GradientNorm(Team team, long gradients, long elements, double limit) {
    this.team = team;
    this.gradients = gradients;
    this.limit = limit;
    vectors = Math.ceilDiv(elements, Lanes.LENGTH);
    sums = new double[team.size()];
    lanes = new float[team.size()][Lanes.LENGTH];
  }

  @Override
  public void run() {
    team.run(sum);
    double squares = 0;
    for (double member : sums) {
      squares += member;
    }
    coefficient = (float) Math.min(1, limit / (Math.sqrt(squares) + 1e-6));
    if (coefficient < 1) {
      team.run(scale);
    }
  }

  private void sum(int member) {
    long end = gradients + team.begin(vectors, member + 1) * BYTES;
    double total = 0;
    for (long tile = gradients + team.begin(vectors, member) * BYTES;
        tile < end;
        tile += TILE_BYTES) {
      squares(tile, Math.min(end, tile + TILE_BYTES), lanes[member]);
      for (float lane : lanes[member]) {
        total += lane;
      }
    }
    sums[member] = total;
  }

  private static void squares(long begin, long end, float[] into) {
    FloatVector sum = FloatVector.zero(SPECIES);
    for (long g = begin; g < end; g += BYTES) {
      FloatVector gradient = load(g);
      sum = gradient.fma(gradient, sum);
    }
    sum.intoArray(into, 0);
  }

  private void scale(int member) {
    UpdateLoops.scale(
        gradients + team.begin(vectors, member) * BYTES,
        gradients + team.begin(vectors, member + 1) * BYTES,
        coefficient);
  }
}

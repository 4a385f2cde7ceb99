package dev.convoy.cnn.kernels.vector;

import static dev.convoy.cnn.kernels.vector.Lanes.BYTES;
import static dev.convoy.cnn.kernels.vector.Lanes.LENGTH;
import static dev.convoy.cnn.kernels.vector.Lanes.SPECIES;
import static dev.convoy.cnn.kernels.vector.Lanes.load;
import static dev.convoy.cnn.kernels.vector.Lanes.store;

import dev.convoy.cnn.kernels.Op;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Gradients of a ReLU with one learned slope. The slope's is summed in float tiles, these in double
 * by each member, and the members' in order: the same bits every time.
 */
public final class PreluGradientOp implements Op {

  private static final long TILE = 256L * BYTES;

  /** Addresses. */
  public record Addresses(long slope, long x, long dy, long dx, long slopeGradient) {}

  private final Team team;
  private final Addresses at;
  private final long elements;
  private final double[] sums;
  private final Team.Task task = this::share;

  /** Over so many values. */
  public PreluGradientOp(Team team, Addresses at, long elements) {
    this.team = team;
    this.at = at;
    this.elements = elements;
    sums = new double[team.size()];
  }

  @Override
  public void run() {
    team.run(task);
    double sum = 0;
    for (double part : sums) {
      sum += part;
    }
    Lanes.set(at.slopeGradient(), (float) sum);
  }

  /** Whole vectors are shared out; the last member takes what is left. */
  private void share(int member) {
    long vectors = elements / LENGTH;
    long end = team.begin(vectors, member + 1) * BYTES;
    float slope = Lanes.get(at.slope());
    double sum = 0;
    for (long i = team.begin(vectors, member) * BYTES; i < end; i += TILE) {
      sum += tile(at, slope, i, Math.min(i + TILE, end));
    }
    sums[member] = member == team.size() - 1 ? sum + tail(slope, vectors * BYTES) : sum;
  }

  private static float tile(Addresses at, float slope, long begin, long end) {
    FloatVector factor = FloatVector.broadcast(SPECIES, slope);
    FloatVector sum = FloatVector.zero(SPECIES);
    for (long i = begin; i < end; i += BYTES) {
      FloatVector x = load(at.x() + i);
      FloatVector dy = load(at.dy() + i);
      sum = dy.fma(x.min(0), sum);
      store(dy.mul(factor).blend(dy, x.compare(VectorOperators.GT, 0)), at.dx() + i);
    }
    return sum.reduceLanes(VectorOperators.ADD);
  }

  private double tail(float slope, long begin) {
    double sum = 0;
    for (long i = begin; i < 4 * elements; i += 4) {
      float x = Lanes.get(at.x() + i);
      float dy = Lanes.get(at.dy() + i);
      sum += x > 0 ? 0 : (double) dy * x;
      Lanes.set(at.dx() + i, x > 0 ? dy : dy * slope);
    }
    return sum;
  }
}

package dev.convoy.cnn.kernels.vector;

import static dev.convoy.cnn.kernels.vector.Lanes.BYTES;
import static dev.convoy.cnn.kernels.vector.Lanes.load;
import static dev.convoy.cnn.kernels.vector.Lanes.store;

import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Shape;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The largest of k pieces, pixel by pixel: a pixel's pieces lie one after another, each as long as
 * the result. Vectors over the channels; what is left of a pixel, value by value.
 */
public final class MaxoutOp {

  /** Addresses. */
  public record Addresses(long x, long y, long dy, long dx) {}

  private final Addresses at;
  private final int pieces;
  private final long narrow;
  private final long whole;

  private MaxoutOp(Addresses at, int pieces, int channels) {
    this.at = at;
    this.pieces = pieces;
    narrow = 4L * channels;
    whole = narrow / BYTES * BYTES;
  }

  /** Of tensors of those extents. */
  public static Op forward(Team team, Shape wide, Shape result, long x, long y) {
    int pieces = wide.channels() / result.channels();
    MaxoutOp op = new MaxoutOp(new Addresses(x, y, 0, 0), pieces, result.channels());
    return split(team, result.pixels(), op::largest);
  }

  /** Gradient of x, all dy to the first of the largest pieces. */
  public static Op backward(Team team, Shape result, int pieces, Addresses at) {
    MaxoutOp op = new MaxoutOp(at, pieces, result.channels());
    return split(team, result.pixels(), op::spread);
  }

  @FunctionalInterface
  private interface Pixel {
    void visit(long pixel);
  }

  private static Op split(Team team, long pixels, Pixel visitor) {
    Team.Task task =
        member -> {
          long end = team.begin(pixels, member + 1);
          for (long pixel = team.begin(pixels, member); pixel < end; pixel++) {
            visitor.visit(pixel);
          }
        };
    return () -> team.run(task);
  }

  private void largest(long pixel) {
    long x = at.x() + pixel * pieces * narrow;
    long y = at.y() + pixel * narrow;
    for (long c = 0; c < whole; c += BYTES) {
      store(largestFrom(x + c), y + c);
    }
    for (long c = whole; c < narrow; c += 4) {
      float most = Lanes.get(x + c);
      for (int piece = 1; piece < pieces; piece++) {
        most = Math.max(most, Lanes.get(x + piece * narrow + c));
      }
      Lanes.set(y + c, most);
    }
  }

  private FloatVector largestFrom(long x) {
    FloatVector most = load(x);
    for (int piece = 1; piece < pieces; piece++) {
      most = most.max(load(x + piece * narrow));
    }
    return most;
  }

  private void spread(long pixel) {
    long wide = pixel * pieces * narrow;
    long y = pixel * narrow;
    for (long c = 0; c < whole; c += BYTES) {
      spreadVector(wide + c, y + c);
    }
    for (long c = whole; c < narrow; c += 4) {
      float most = Lanes.get(at.y() + y + c);
      float left = Lanes.get(at.dy() + y + c);
      for (int piece = 0; piece < pieces; piece++) {
        long from = wide + piece * narrow + c;
        boolean wins = Lanes.get(at.x() + from) == most;
        Lanes.set(at.dx() + from, wins ? left : 0);
        left = wins ? 0 : left;
      }
    }
  }

  private void spreadVector(long wide, long y) {
    FloatVector most = load(at.y() + y);
    FloatVector left = load(at.dy() + y);
    FloatVector zero = FloatVector.zero(Lanes.SPECIES);
    for (int piece = 0; piece < pieces; piece++) {
      long from = wide + piece * narrow;
      var wins = load(at.x() + from).compare(VectorOperators.EQ, most);
      store(zero.blend(left, wins), at.dx() + from);
      left = left.blend(zero, wins);
    }
  }
}

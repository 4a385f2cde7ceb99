package dev.convoy.cnn.kernels.vector;

/**
 * Room for the transformed values of F(4x4, 3x3), one for all operations of a network: they run one
 * after another, and what they share stays in the caches.
 */
public final class TileScratch {

  private final Desk[] desks;
  private float[] filters = {};

  /** For a team of so many. */
  public TileScratch(int members) {
    desks = new Desk[members];
    for (int member = 0; member < members; member++) {
      desks[member] = new Desk();
    }
  }

  /** A member's own. */
  static final class Desk {
    private float[] input = {};
    private float[] output = {};
    private float[] rows = {};
    private float[] sums = {};

    /** A transformed band of the input. */
    float[] input() {
      return input;
    }

    /** A band of the output before it is transformed back, or of its gradient. */
    float[] output() {
      return output;
    }

    /** What has been transformed along rows and not yet along columns, or the other way round. */
    float[] rows() {
      return rows;
    }

    /** The member's share of the filters' gradient, transformed. */
    float[] sums() {
      return sums;
    }
  }

  /** Floats that an operation needs of each. */
  record Needs(int input, int output, int rows, int sums, int filters) {}

  void reserve(Needs needs) {
    filters = grown(filters, needs.filters());
    for (Desk desk : desks) {
      desk.input = grown(desk.input, needs.input());
      desk.output = grown(desk.output, needs.output());
      desk.rows = grown(desk.rows, needs.rows());
      desk.sums = grown(desk.sums, needs.sums());
    }
  }

  private static float[] grown(float[] values, int least) {
    return values.length >= least ? values : new float[least];
  }

  Desk desk(int member) {
    return desks[member];
  }

  /** Transformed filters, read by all members. */
  float[] filters() {
    return filters;
  }
}

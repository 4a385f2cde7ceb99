package dev.convoy.cnn.kernels.vector;

import static dev.convoy.cnn.kernels.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;

/**
 * The minimal filtering algorithm F(4, 3), {@code y = A' [(G g) * (B' d)]}: four values of a filter
 * of three in six multiplications (Winograd 1980). Done along rows and then along columns it is
 * F(4x4, 3x3) of Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks" (2016). Its
 * points are 0, p, -p, q, -q and infinity with p² = 1/2 and q² = 2, which round less than 1 and 2.
 */
final class Filtering {

  /** Pixels of a side of a tile. */
  static final int SIDE = 4;

  /** Values of a transformed side. */
  static final int FREQUENCIES = 6;

  /** Taps of a side of a filter. */
  static final int TAPS = 3;

  /** Values of a transformed tile. */
  static final int SQUARE = FREQUENCIES * FREQUENCIES;

  static final float P = (float) Math.sqrt(0.5);
  static final float P2 = 0.5f;
  static final float P3 = P * P2;
  static final float Q = (float) Math.sqrt(2);
  static final float Q2 = 2;
  static final float Q3 = Q * Q2;

  /** 1 over the product of p's differences to the other points. */
  static final float P_SCALE = -2f / 3;

  /** 1 over the product of q's differences to the other points. */
  static final float Q_SCALE = 1f / 6;

  private Filtering() {}

  static FloatVector all(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }

  static FloatVector load(float[] values, int at) {
    return FloatVector.fromArray(SPECIES, values, at);
  }
}

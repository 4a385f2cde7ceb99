package dev.convoy.cnn.kernels.vector;

import static dev.convoy.cnn.kernels.vector.Lanes.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * {@code exp(x) - 1} by the reduction {@code x = n ln 2 + r}, |r| at most ln 2 / 2, and a Taylor
 * polynomial of exp(r) - 1 whose first neglected term is below half a unit of a float. Good to two
 * units in the last place, also near 0; the same bits on every machine.
 */
final class Exponential {

  /** Beyond, exp is taken as at the limit: about 1e38 and 1e-38. */
  private static final float HIGH = 87.5f;

  private static final float LOW = -87;

  /** Added and subtracted again it rounds to a whole number, which stands in its lowest bits. */
  private static final float ROUNDER = 0x1.8p23f;

  private static final int EXPONENT_BITS = 23;
  private static final int EXPONENT_BIAS = 127;
  private static final float LOG2_E = (float) (1 / Math.log(2));

  /** In so few bits that a multiple of it is exact. */
  private static final float LN2_HIGH = 355f / 512;

  private static final float LN2_LOW = (float) (Math.log(2) - LN2_HIGH);

  private Exponential() {}

  /** Of each lane; not a number stays so. */
  static FloatVector minusOne(FloatVector x) {
    FloatVector bounded = x.max(LOW).min(HIGH);
    FloatVector shifted = bounded.mul(LOG2_E).add(ROUNDER);
    FloatVector n = shifted.sub(ROUNDER);
    FloatVector r = n.fma(splat(-LN2_LOW), n.fma(splat(-LN2_HIGH), bounded));
    FloatVector tail = splat(1f / 5040).fma(r, splat(1f / 720));
    tail = tail.fma(r, splat(1f / 120)).fma(r, splat(1f / 24));
    tail = tail.fma(r, splat(1f / 6)).fma(r, splat(0.5f));
    FloatVector fraction = tail.fma(r.mul(r), r);
    IntVector exponent =
        shifted
            .reinterpretAsInts()
            .sub(Float.floatToRawIntBits(ROUNDER) - EXPONENT_BIAS)
            .lanewise(VectorOperators.LSHL, EXPONENT_BITS);
    FloatVector power = exponent.reinterpretAsFloats();
    return power.fma(fraction, power.sub(1));
  }

  private static FloatVector splat(float value) {
    return FloatVector.broadcast(SPECIES, value);
  }
}

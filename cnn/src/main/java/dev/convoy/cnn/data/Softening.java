package dev.convoy.cnn.data;

import dev.convoy.cnn.SeededRandom;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * How targets of training are softened.
 *
 * @param mixup alpha of the Beta distribution by whose shares pairs of images and their labels are
 *     mixed (Zhang et al. 2018, F7); 0: none are
 * @param labelSmoothing share of every target spread over all classes (Szegedy et al. 2016), in [0,
 *     1)
 */
public record Softening(double mixup, double labelSmoothing) {

  /** One class an image. */
  public static final Softening NONE = new Softening(0, 0);

  public Softening {
    if (!(mixup >= 0 && Double.isFinite(mixup))) {
      throw new IllegalArgumentException("mixup must be 0 or above, not " + mixup);
    }
    if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
      throw new IllegalArgumentException("labelSmoothing must be in [0, 1), not " + labelSmoothing);
    }
  }

  /**
   * Softens a loaded batch. Its order being random already, the first image is mixed with the last,
   * and so on; both of a pair keep the larger share of themselves, for with the smaller one they
   * would only have changed places.
   *
   * @param random all that is random follows from it
   */
  void apply(Batch batch, SeededRandom random) {
    batch.targets().smooth(labelSmoothing);
    for (int row = 0; mixup > 0 && row < batch.size() / 2; row++) {
      mix(batch, row, batch.size() - 1 - row, (float) share(random));
    }
  }

  private static void mix(Batch batch, int one, int two, float share) {
    int first = batch.labels()[one];
    batch.targets().mix(one, batch.labels()[two], share);
    batch.targets().mix(two, first, share);
    MemorySegment pixels = batch.images();
    int values = batch.shape().values();
    long a = (long) one * values;
    long b = (long) two * values;
    for (int i = 0; i < values; i++) {
      float x = pixels.getAtIndex(ValueLayout.JAVA_FLOAT, a + i);
      float y = pixels.getAtIndex(ValueLayout.JAVA_FLOAT, b + i);
      pixels.setAtIndex(ValueLayout.JAVA_FLOAT, a + i, share * x + (1 - share) * y);
      pixels.setAtIndex(ValueLayout.JAVA_FLOAT, b + i, share * y + (1 - share) * x);
    }
  }

  /** The larger of a share by Beta(alpha, alpha) and its rest. */
  double share(SeededRandom random) {
    double one = logGamma(random);
    double other = logGamma(random);
    double share = 1 / (1 + Math.exp(other - one));
    return Math.max(share, 1 - share);
  }

  /**
   * Logarithm of a number by Gamma(alpha, 1), for tiny alphas lead to numbers that are no floats:
   * one by Gamma(alpha + 1, 1) (Marsaglia and Tsang 2000) times {@code u^(1 / alpha)}.
   */
  private double logGamma(SeededRandom random) {
    double d = mixup + 2.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = random.nextGaussian();
      double v = Math.pow(1 + c * x, 3);
      if (v > 0 && Math.log(positive(random)) < x * x / 2 + d * (1 - v + Math.log(v))) {
        return Math.log(d * v) + Math.log(positive(random)) / mixup;
      }
    }
  }

  private static double positive(SeededRandom random) {
    return 1 - random.nextDouble();
  }
}

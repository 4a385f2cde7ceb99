package dev.convoy.scheduler.search;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A Parzen estimator on the unit interval (Bergstra et al. 2011, section 4.2): a normal component
 * around every observation and one for the prior, in the middle and as wide as the interval, all of
 * equal weight and cut off at the ends. An observation's component is as wide as the larger of the
 * distances to its neighbours, but no narrower than one part in min(100, components + 1).
 */
final class Parzen {
  private static final double PRIOR = 0.5;

  private final double[] centres;
  private final double[] widths;
  private final double[] below;
  private final double[] inside;

  Parzen(double[] observed) {
    centres = Arrays.copyOf(observed, observed.length + 1);
    centres[observed.length] = PRIOR;
    Arrays.sort(centres);
    widths = new double[centres.length];
    double narrowest = 1.0 / Math.min(100, centres.length + 1);
    int prior = Arrays.binarySearch(centres, PRIOR);
    for (int i = 0; i < centres.length; i++) {
      double before = centres[i] - (i == 0 ? 0 : centres[i - 1]);
      double after = (i == centres.length - 1 ? 1 : centres[i + 1]) - centres[i];
      widths[i] = i == prior ? 1 : Math.clamp(Math.max(before, after), narrowest, 1);
    }
    below = new double[centres.length];
    inside = new double[centres.length];
    for (int i = 0; i < centres.length; i++) {
      below[i] = StandardNormal.below(-centres[i] / widths[i]);
      inside[i] = StandardNormal.below((1 - centres[i]) / widths[i]) - below[i];
    }
  }

  /** Draws a number of [0, 1]. */
  double draw(SplittableRandom random) {
    int component = random.nextInt(centres.length);
    double share = below[component] + inside[component] * random.nextDouble();
    double sure = Math.clamp(share, Double.MIN_NORMAL, Math.nextDown(1.0));
    return Math.clamp(centres[component] + widths[component] * StandardNormal.quantile(sure), 0, 1);
  }

  /** The density at a number of [0, 1]. */
  double density(double x) {
    double sum = 0;
    for (int i = 0; i < centres.length; i++) {
      sum += StandardNormal.density((x - centres[i]) / widths[i]) / widths[i] / inside[i];
    }
    return sum / centres.length;
  }
}

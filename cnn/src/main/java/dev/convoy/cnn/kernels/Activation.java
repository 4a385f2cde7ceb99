package dev.convoy.cnn.kernels;

import static java.lang.Double.NEGATIVE_INFINITY;
import static java.lang.Double.POSITIVE_INFINITY;

/**
 * Nonlinearities of one value without parameters. Each is monotone, so that its derivative follows
 * from its result: nothing else need be kept.
 */
public sealed interface Activation permits Clamp, Activation.Smooth {

  /** The derivative where the result is y, from the left where there are two. */
  default double derivative(double y) {
    return switch (this) {
      case Clamp clamp -> y > clamp.lower() && y < clamp.upper() ? 1 : 0;
      case Sigmoid sigmoid -> y * (1 - y);
      case Tanh tanh -> 1 - y * y;
      case LeakyRelu leaky -> y > 0 ? 1 : leaky.slope();
      case Elu elu -> y > 0 ? 1 : y + elu.alpha();
    };
  }

  /** The derivative where it is steepest. */
  default double steepest() {
    return switch (this) {
      case Sigmoid sigmoid -> 0.25;
      case Elu elu -> Math.max(1, elu.alpha());
      case Clamp clamp -> 1;
      case Tanh tanh -> 1;
      case LeakyRelu leaky -> 1;
    };
  }

  /** Results from above {@code low} to below {@code high}. */
  record Range(double low, double high) {
    private static final Range ALL = new Range(NEGATIVE_INFINITY, POSITIVE_INFINITY);
  }

  /**
   * The results where the derivative is above a share of the steepest.
   *
   * @param share in [0, 1)
   */
  default Range steeperThan(double share) {
    double root = Math.sqrt(1 - share);
    return switch (this) {
      case Clamp clamp -> new Range(clamp.lower(), clamp.upper());
      case Sigmoid sigmoid -> new Range((1 - root) / 2, (1 + root) / 2);
      case Tanh tanh -> new Range(-root, root);
      case LeakyRelu leaky -> leaky.slope() > share ? Range.ALL : new Range(0, POSITIVE_INFINITY);
      case Elu elu -> {
        double least = share * elu.steepest();
        yield new Range(Math.min(0, least - elu.alpha()), least < 1 ? POSITIVE_INFINITY : 0);
      }
    };
  }

  /** Those that bend rather than clamp. */
  sealed interface Smooth extends Activation {}

  /** {@code 1 / (1 + exp(-x))}. */
  record Sigmoid() implements Smooth {}

  /** The hyperbolic tangent. */
  record Tanh() implements Smooth {}

  /**
   * {@code x > 0 ? x : slope x} (Maas et al. 2013).
   *
   * @param slope in [0, 1)
   */
  record LeakyRelu(double slope) implements Smooth {
    /** Refuses a slope that bends it the other way. */
    public LeakyRelu {
      if (!(slope >= 0 && slope < 1)) {
        throw new IllegalArgumentException(
            "the slope of a leaky ReLU must be in [0, 1), not " + slope);
      }
    }
  }

  /**
   * {@code x > 0 ? x : alpha (exp(x) - 1)} (Clevert et al. 2016).
   *
   * @param alpha above 0
   */
  record Elu(double alpha) implements Smooth {
    /** Refuses what isn't monotone. */
    public Elu {
      if (!(alpha > 0 && alpha < POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "alpha of an ELU must be above 0 and finite, not " + alpha);
      }
    }
  }
}

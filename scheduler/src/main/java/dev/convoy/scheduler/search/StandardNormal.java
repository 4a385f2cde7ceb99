package dev.convoy.scheduler.search;

/** The standard normal distribution, the same bits on every machine. */
final class StandardNormal {
  private static final double[] CENTRE_ABOVE = {
    2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987,
    13731.69376550946, 1971.5909503065513, 133.14166789178438, 3.3871328727963665
  };
  private static final double[] CENTRE_BELOW = {
    5226.495278852546, 28729.085735721943, 39307.89580009271, 21213.794301586597,
    5394.196021424751, 687.1870074920579, 42.31333070160091, 1.0
  };
  private static final double[] TAIL_ABOVE = {
    0.0007745450142783414,
    0.022723844989269184,
    0.2417807251774506,
    1.2704582524523684,
    3.6478483247632045,
    5.769497221460691,
    4.630337846156546,
    1.4234371107496835
  };
  private static final double[] TAIL_BELOW = {
    1.0507500716444169e-09,
    0.0005475938084995345,
    0.015198666563616457,
    0.14810397642748008,
    0.6897673349851,
    1.6763848301838038,
    2.053191626637759,
    1.0
  };
  private static final double[] FAR_ABOVE = {
    2.0103343992922881e-07,
    2.7115555687434876e-05,
    0.0012426609473880784,
    0.026532189526576124,
    0.29656057182850487,
    1.7848265399172913,
    5.463784911164114,
    6.657904643501103
  };
  private static final double[] FAR_BELOW = {
    2.0442631033899397e-15,
    1.421511758316446e-07,
    1.8463183175100548e-05,
    0.0007868691311456133,
    0.014875361290850615,
    0.1369298809227358,
    0.599832206555888,
    1.0
  };

  private StandardNormal() {}

  /**
   * The probability of a value of at most x: the continued fraction of the upper tail beyond 3, the
   * series of odd powers within (Abramowitz and Stegun 26.2.11 and 26.2.14).
   */
  static double below(double x) {
    if (x < -3 || x > 3) {
      double tail = tail(StrictMath.abs(x));
      return x < 0 ? tail : 1 - tail;
    }
    double term = x;
    double sum = x;
    for (int i = 3; StrictMath.abs(term) > 1e-17; i += 2) {
      term *= x * x / i;
      sum += term;
    }
    return 0.5 + sum * density(x);
  }

  private static double tail(double x) {
    double fraction = x;
    for (int i = 100; i >= 1; i--) {
      fraction = x + i / fraction;
    }
    return density(x) / fraction;
  }

  static double density(double x) {
    return StrictMath.exp(-x * x / 2) / StrictMath.sqrt(2 * StrictMath.PI);
  }

  /**
   * The value that a share lies below (Wichura, "Algorithm AS 241", Applied Statistics 37, 1988;
   * relative accuracy 1e-16).
   *
   * @param share in (0, 1)
   */
  static double quantile(double share) {
    double q = share - 0.5;
    if (StrictMath.abs(q) <= 0.425) {
      double r = 0.180625 - q * q;
      return q * polynomial(CENTRE_ABOVE, r) / polynomial(CENTRE_BELOW, r);
    }
    double r = StrictMath.sqrt(-StrictMath.log(q < 0 ? share : 1 - share));
    double tail =
        r <= 5
            ? polynomial(TAIL_ABOVE, r - 1.6) / polynomial(TAIL_BELOW, r - 1.6)
            : polynomial(FAR_ABOVE, r - 5) / polynomial(FAR_BELOW, r - 5);
    return q < 0 ? -tail : tail;
  }

  private static double polynomial(double[] coefficients, double x) {
    double sum = 0;
    for (double coefficient : coefficients) {
      sum = sum * x + coefficient;
    }
    return sum;
  }
}

package dev.convoy.cnn.data;

import java.util.random.RandomGenerator;

/** Uniform draws from ranges that may be empty. */
final class Uniform {

  private Uniform() {}

  static double between(double from, double to, RandomGenerator random) {
    return from + (to - from) * random.nextDouble();
  }

  static double around(double centre, double reach, RandomGenerator random) {
    return between(centre - reach, centre + reach, random);
  }
}

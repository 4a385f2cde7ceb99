package dev.convoy.scheduler.search;

import java.util.SplittableRandom;

/**
 * Latin hypercube sampling (McKay, Beckman and Conover, Technometrics 21, 1979): in every dimension
 * the unit interval is divided into as many parts as there are trials, and each part gets exactly
 * one trial, in an order drawn at random for each dimension.
 */
final class LatinHypercube {
  private final int[][] parts;
  private final int trials;

  LatinHypercube(int dimensions, int trials, long seed) {
    this.trials = trials;
    parts = new int[dimensions][];
    for (int dimension = 0; dimension < dimensions; dimension++) {
      parts[dimension] = permutation(trials, new SplittableRandom(Seeds.mix(seed, dimension)));
    }
  }

  /** Fisher and Yates' shuffle. */
  private static int[] permutation(int size, SplittableRandom random) {
    int[] permutation = new int[size];
    for (int i = 0; i < size; i++) {
      int other = random.nextInt(i + 1);
      permutation[i] = permutation[other];
      permutation[other] = i;
    }
    return permutation;
  }

  int trials() {
    return trials;
  }

  /**
   * Where a trial lies in a dimension, in [0, 1).
   *
   * @param trial below {@link #trials}
   * @param within where in its part, in [0, 1)
   */
  double coordinate(int trial, int dimension, double within) {
    return (parts[dimension][trial] + within) / trials;
  }
}

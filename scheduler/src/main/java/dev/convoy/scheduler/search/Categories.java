package dev.convoy.scheduler.search;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How often each of several options was seen, one more for each as the prior (Bergstra et al. 2011,
 * section 4.2).
 */
final class Categories {
  private final double[] weights;
  private final double sum;

  /**
   * The options seen.
   *
   * @param observed indices from 0; those of no option are left out
   */
  Categories(int options, IntStream observed) {
    weights = new double[options];
    Arrays.fill(weights, 1);
    observed.filter(option -> option >= 0).forEach(option -> weights[option]++);
    sum = Arrays.stream(weights).sum();
  }

  int draw(SplittableRandom random) {
    double left = random.nextDouble() * sum;
    int option = 0;
    while (option < weights.length - 1 && left >= weights[option]) {
      left -= weights[option];
      option++;
    }
    return option;
  }

  double probability(int option) {
    return weights[option] / sum;
  }
}

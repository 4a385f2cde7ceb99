package dev.convoy.scheduler.stopping;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The epochs at which trials are compared, ascending, all below the last epoch: {@code first},
 * {@code first * eta}, {@code first * eta^2} and so on.
 */
record Ladder(List<Integer> rungs) {

  Ladder {
    rungs = List.copyOf(rungs);
  }

  /**
   * A geometric ladder.
   *
   * @throws IllegalArgumentException if {@code first} is less than 1 or {@code eta} less than 2
   */
  static Ladder of(int first, int eta, int last) {
    if (first < 1 || eta < 2) {
      throw new IllegalArgumentException(
          "a first rung of at least 1 and an eta of at least 2 are needed, not %d and %d"
              .formatted(first, eta));
    }
    return new Ladder(
        IntStream.iterate(first, rung -> rung < last, rung -> saturatedProduct(rung, eta))
            .boxed()
            .toList());
  }

  /** The next rung after so many epochs, or {@code last} if there is none. */
  int next(int epochs, int last) {
    return rungs.stream().filter(rung -> rung > epochs).findFirst().orElse(last);
  }

  private static int saturatedProduct(int rung, int eta) {
    return (int) Math.min(Integer.MAX_VALUE, (long) rung * eta);
  }
}

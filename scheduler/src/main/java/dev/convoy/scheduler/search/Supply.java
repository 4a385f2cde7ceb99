package dev.convoy.scheduler.search;

import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.SearchSpace;
import dev.convoy.scheduler.history.History;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * Sees to it that nothing is tried twice where all parameters are discrete: a draw that has been
 * made before is drawn again, and in the rare case that this goes on for {@value #REDRAWS} times
 * the next unused combination after a random one is taken, so the space is used up exactly. A space
 * with a continuous parameter, or with none at all, never runs out.
 */
final class Supply {
  private static final int REDRAWS = 1_000;

  private final boolean endless;
  private final Combinations combinations;

  /**
   * The supply of a space.
   *
   * @throws IllegalArgumentException if a parameter's range holds no value
   */
  Supply(SearchSpace space) {
    combinations = new Combinations(space);
    endless = space.parameters().isEmpty() || !combinations.areTheWholeSpace();
  }

  long capacity() {
    return endless ? Long.MAX_VALUE : combinations.size();
  }

  /**
   * The first draw that is new; empty once there is none.
   *
   * @param random for the place to look at when draws are exhausted
   */
  Optional<Hyperparameters> next(
      History history, Supplier<Hyperparameters> draws, SplittableRandom random) {
    if (endless) {
      return Optional.of(draws.get());
    }
    if (history.trials() < capacity()) {
      for (int i = 0; i < REDRAWS; i++) {
        Hyperparameters draw = draws.get();
        if (!history.contains(draw)) {
          return Optional.of(draw);
        }
      }
    }
    return unused(history, random);
  }

  private Optional<Hyperparameters> unused(History history, SplittableRandom random) {
    long start = random.nextLong(combinations.size());
    return LongStream.range(0, combinations.size())
        .mapToObj(step -> combinations.at((start + step) % combinations.size()))
        .filter(draw -> !history.contains(draw))
        .findFirst();
  }
}

package dev.convoy.scheduler.search;

import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.SearchSpace;
import dev.convoy.scheduler.history.History;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * Random search (Bergstra and Bengio, JMLR 13, 2012): every trial is an independent draw from the
 * distributions, a function of the experiment's seed and the trial's number. Where all parameters
 * are discrete nothing is tried twice: a draw that has been made before is drawn again from the
 * same stream, and in the rare case that this goes on for {@value #REDRAWS} times the next unused
 * combination after a random one is taken, so the space is used up exactly. A document without
 * distributions has nothing to search: its trials differ by their training seed alone, as the
 * members of an ensemble of one model do, and never run out.
 */
public final class RandomSearch implements SearchMethod {
  private static final int REDRAWS = 1_000;

  private final SearchSpace space;
  private final long seed;
  private final Combinations combinations;

  /**
   * Random search over a space.
   *
   * @throws IllegalArgumentException if a parameter's range holds no value
   */
  public RandomSearch(SearchSpace space, long seed) {
    this.space = space;
    this.seed = seed;
    this.combinations = new Combinations(space);
  }

  @Override
  public Optional<Hyperparameters> next(History history) {
    if (history.trials() >= capacity()) {
      return Optional.empty();
    }
    SplittableRandom random = new SplittableRandom(Seeds.mix(seed, history.trials()));
    return Optional.of(repeatable() ? Draw.from(space, random) : unused(history, random));
  }

  @Override
  public long capacity() {
    return repeatable() ? Long.MAX_VALUE : combinations.size();
  }

  private boolean repeatable() {
    return space.parameters().isEmpty() || !combinations.areTheWholeSpace();
  }

  private Hyperparameters unused(History history, SplittableRandom random) {
    for (int i = 0; i < REDRAWS; i++) {
      Hyperparameters draw = Draw.from(space, random);
      if (!history.contains(draw)) {
        return draw;
      }
    }
    long start = random.nextLong(combinations.size());
    return LongStream.range(0, combinations.size())
        .mapToObj(step -> combinations.at((start + step) % combinations.size()))
        .filter(draw -> !history.contains(draw))
        .findFirst()
        .orElseThrow();
  }
}

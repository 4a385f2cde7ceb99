package dev.convoy.scheduler.search;

import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.SearchSpace;
import dev.convoy.scheduler.history.History;
import java.util.Optional;

/**
 * Grid search: trial n is combination n, in the order of the document with the last parameter
 * fastest, each once. A continuous range takes part with the middles of {@value
 * Combinations#CONTINUOUS_POINTS} equal parts (in the logarithm, if log-uniform). A document
 * without distributions is one combination.
 */
public final class GridSearch implements SearchMethod {
  private final Combinations combinations;

  /**
   * A grid over a space.
   *
   * @throws IllegalArgumentException if a parameter's range holds no value
   */
  public GridSearch(SearchSpace space) {
    combinations = new Combinations(space);
  }

  @Override
  public Optional<Hyperparameters> next(History history) {
    return history.trials() < combinations.size()
        ? Optional.of(combinations.at(history.trials()))
        : Optional.empty();
  }

  @Override
  public long capacity() {
    return combinations.size();
  }
}

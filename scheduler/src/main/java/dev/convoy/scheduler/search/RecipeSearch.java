package dev.convoy.scheduler.search;

import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.SearchSpace;
import dev.convoy.protocol.spec.SearchSpec;
import dev.convoy.scheduler.history.History;
import java.util.List;
import java.util.Optional;

/**
 * The searching steps of the recipe (CS231n, lecture 7): {@link CoarseToFineSearch} in the space
 * whose learning rate is searched around the one that the checks before it found ({@link
 * FoundRate}). Draws are functions of the seed, of that rate and of the coarse round's results,
 * which do not depend on the order in which they come.
 */
public final class RecipeSearch implements SearchMethod {
  private final SearchSpace space;
  private final long seed;
  private final SearchSpec.CoarseToFine rounds;
  private final CoarseToFineSearch anywhere;

  /**
   * A search that waits for a rate.
   *
   * @throws IllegalArgumentException if a parameter's range holds no value
   */
  public RecipeSearch(SearchSpace space, long seed, SearchSpec.CoarseToFine rounds) {
    this.space = space;
    this.seed = seed;
    this.rounds = rounds;
    this.anywhere = new CoarseToFineSearch(space, seed, rounds);
  }

  @Override
  public Optional<Narrowing> narrow(History history) {
    return around(history).narrow(history);
  }

  @Override
  public Optional<Hyperparameters> next(History history) {
    return around(history).next(history);
  }

  @Override
  public List<EdgeOfSearch> edges(History history) {
    return around(history).edges(history);
  }

  private CoarseToFineSearch around(History history) {
    return history
        .rate()
        .map(range -> new CoarseToFineSearch(FoundRate.narrowed(space, range), seed, rounds))
        .orElse(anywhere);
  }

  @Override
  public long capacity() {
    return anywhere.capacity();
  }
}

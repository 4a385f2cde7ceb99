package dev.convoy.scheduler.search;

import dev.convoy.protocol.message.Heir;
import dev.convoy.protocol.message.NarrowedRange;
import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.SearchSpace;
import dev.convoy.protocol.spec.SearchSpec;
import dev.convoy.scheduler.history.History;
import java.util.List;
import java.util.Optional;

/** Draws hyperparameters. Stateless: the same history gives the same draw. */
public interface SearchMethod {

  /**
   * A part of the space to go on in.
   *
   * @param around the trial that is the best so far
   */
  record Narrowing(int around, List<NarrowedRange> ranges) {}

  /**
   * The next trial's hyperparameters; empty if the space is exhausted, or there is nothing to draw
   * before a trial that still trains has ended.
   */
  Optional<Hyperparameters> next(History history);

  /** How many trials the space has room for; {@link Long#MAX_VALUE} if it never ends. */
  long capacity();

  /** What the space is to be narrowed to now; empty: nothing. */
  default Optional<Narrowing> narrow(History history) {
    return Optional.empty();
  }

  /**
   * The ranges at whose ends the best trial lies now that the search is over, though the fields
   * allow to go on there; the search should be repeated beyond them.
   */
  default List<EdgeOfSearch> edges(History history) {
    return List.of();
  }

  /** Who of a generation that is complete after an epoch goes on as another one's copy. */
  default List<Heir> heirs(History history, int epoch) {
    return List.of();
  }

  /**
   * The method that an experiment asks for.
   *
   * @param seed what every draw follows from
   * @param laidOut how many trials lie evenly, of a sampling that lays them so
   * @throws IllegalArgumentException if the experiment's space makes no sense
   */
  static SearchMethod of(ExperimentSpec spec, long seed, int laidOut) {
    SearchSpace space = spec.space();
    return switch (spec.search().method()) {
      case SearchSpec.Random(SearchSpec.Sampling sampling) ->
          switch (sampling) {
            case INDEPENDENT -> RandomSearch.independent(space, seed);
            case LATIN_HYPERCUBE -> RandomSearch.even(space, seed, laidOut);
          };
      case SearchSpec.Grid() -> new GridSearch(space);
      case SearchSpec.Tpe tpe -> new TpeSearch(space, seed, tpe);
      case SearchSpec.CoarseToFine rounds -> new CoarseToFineSearch(space, seed, rounds);
      case SearchSpec.Pbt settings ->
          new PopulationSearch(space, seed, settings, spec.search().trials());
      case SearchSpec.Recipe(int trials, int epochs) ->
          new RecipeSearch(space, seed, new SearchSpec.CoarseToFine(trials, epochs));
    };
  }
}

package dev.convoy.scheduler.search;

import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.SearchSpace;
import dev.convoy.protocol.spec.SearchSpec;
import dev.convoy.scheduler.history.History;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * From coarse to fine (CS231n, lecture 7): the first {@code coarseTrials} lie evenly over the whole
 * space and train for a few epochs only; when all of them have ended the space is narrowed to a
 * quarter of every range around the best of them, and the rest, whole trials, are drawn in there. A
 * best value near an end of its range widens the range beyond that end ({@link Narrower}), for the
 * optimum may lie there; the fact {@code SpaceNarrowed} says so. That the best of the fine round
 * lies at an end of what was left is said in the end ({@link Edges}).
 *
 * <p>A coarse trial is judged by its best score. Ties: the first created is the best. If none has a
 * finite score the fine round is drawn from the whole space. Because the fine round waits for the
 * whole coarse one, its draws don't depend on the order in which results come. A discrete space is
 * used up without repetition: when what it was narrowed to is used up, the rest of it follows.
 */
public final class CoarseToFineSearch implements SearchMethod {
  private final SearchSpace space;
  private final long seed;
  private final SearchSpec.CoarseToFine rounds;
  private final RandomSearch whole;

  /**
   * A search in two rounds.
   *
   * @throws IllegalArgumentException if a parameter's range holds no value
   */
  public CoarseToFineSearch(SearchSpace space, long seed, SearchSpec.CoarseToFine rounds) {
    this.space = space;
    this.seed = seed;
    this.rounds = rounds;
    this.whole = RandomSearch.even(space, seed, rounds.coarseTrials());
  }

  @Override
  public Optional<Narrowing> narrow(History history) {
    return history.narrowed().isEmpty() && coarseIsOver(history)
        ? best(history).stream()
            .mapToObj(trial -> new Narrowing(trial, Narrower.around(space, history.draw(trial))))
            .filter(narrowing -> !narrowing.ranges().isEmpty())
            .findFirst()
        : Optional.empty();
  }

  /** Everybody of the coarse round has ended, and nobody of the fine one has begun. */
  private boolean coarseIsOver(History history) {
    return history.trials() == rounds.coarseTrials()
        && history.observations().size() == rounds.coarseTrials();
  }

  private static OptionalInt best(History history) {
    return history
        .observations()
        .bestFirst()
        .filter(trial -> history.curve(trial).hasResult())
        .findFirst();
  }

  @Override
  public Optional<Hyperparameters> next(History history) {
    if (history.trials() < rounds.coarseTrials()) {
      return whole.next(history);
    }
    if (history.trials() == rounds.coarseTrials() && !coarseIsOver(history)) {
      return Optional.empty();
    }
    return history.narrowed().isEmpty()
        ? whole.next(history)
        : RandomSearch.independent(Narrower.narrowed(space, history.narrowed()), seed)
            .next(history)
            .or(() -> whole.next(history));
  }

  @Override
  public List<EdgeOfSearch> edges(History history) {
    return history.narrowed().isEmpty()
        ? List.of()
        : bestOfTheFineRound(history).stream()
            .mapToObj(trial -> Edges.of(space, history.narrowed(), trial, history.draw(trial)))
            .flatMap(List::stream)
            .toList();
  }

  /** Of equals the first created. */
  private OptionalInt bestOfTheFineRound(History history) {
    return IntStream.range(rounds.coarseTrials(), history.trials())
        .filter(trial -> history.curve(trial).hasResult())
        .reduce((one, other) -> score(history, other) > score(history, one) ? other : one);
  }

  private static double score(History history, int trial) {
    return history.curve(trial).best(history.curve(trial).epochs());
  }

  @Override
  public long capacity() {
    return whole.capacity();
  }
}

package dev.convoy.scheduler.stopping;

import dev.convoy.protocol.message.Reason;
import dev.convoy.scheduler.history.History;
import dev.convoy.scheduler.history.Rung;
import dev.convoy.scheduler.history.Rungs;
import java.util.Optional;

/**
 * Hyperband (Li et al., "Hyperband: A Novel Bandit-Based Approach to Hyperparameter Optimization",
 * JMLR 18, 2018): brackets of synchronous successive halving, from many short trials to a few whole
 * ones; after the last bracket the first begins anew, until the experiment's trials are used up. A
 * rung waits until every trial sent there has come or ended; then the best floor(n / eta^i) of the
 * n with which the bracket began go on from its i-th rung, and the others end at once. Brackets run
 * side by side as far as there are free places: a place that a rung can't use yet starts the next
 * trial, which belongs to the next bracket once a bracket is full. A last bracket that has fewer
 * trials than it should counts as begun with those.
 *
 * <p>Trials are compared by their score after the rung's epoch itself. Of equal scores the trial
 * that was created first counts as better. A score that is not finite never goes on, so fewer may;
 * the scheduler ends its trial before it comes to a rung. Since a rung waits for all, the first to
 * come is judged like any other, and the verdicts don't depend on the order in which trials come.
 * Default: {@code eta} 3.
 */
record Hyperband(Brackets shape, int eta, int budget) implements Allocation {

  @Override
  public int bracket(int trial) {
    int index = 0;
    int first = trial / shape.trials() * shape.trials();
    while (trial >= first + shape.brackets().get(index).trials()) {
      first += shape.brackets().get(index).trials();
      index++;
    }
    return trial / shape.trials() * shape.brackets().size() + index;
  }

  @Override
  public int legEnd(int trial, int from, int last) {
    return ladder(bracket(trial)).next(from, last);
  }

  @Override
  public boolean waitsAfter(int trial, int epoch) {
    return ladder(bracket(trial)).rungs().contains(epoch);
  }

  private Ladder ladder(int bracket) {
    return shape(bracket).ladder();
  }

  private Brackets.Bracket shape(int bracket) {
    return shape.brackets().get(bracket % shape.brackets().size());
  }

  @Override
  public Optional<Step> next(History history) {
    return history.rungs().bracketsWithWaiting().stream()
        .flatMap(bracket -> next(history, bracket).stream())
        .findFirst();
  }

  /** Rungs are settled in their order: one is complete only after the one before. */
  private Optional<Step> next(History history, int bracket) {
    int expected = begun(bracket);
    for (int i = 0; i < ladder(bracket).rungs().size(); i++) {
      Rung rung = rung(history, bracket, i);
      if (rung.arrived() + rung.lost() < expected) {
        return Optional.empty();
      }
      Optional<Rung.Arrival> best = rung.bestWaiting();
      if (best.isPresent()) {
        return Optional.of(settle(history, best.get(), quota(bracket, i) - rung.promoted()));
      }
      expected = rung.promoted();
    }
    return Optional.empty();
  }

  private Step settle(History history, Rung.Arrival best, int places) {
    return places > 0 && Double.isFinite(best.score())
        ? new Step.Promote(best.trial())
        : new Step.Drop(best.trial(), passedOver(history, best.trial()));
  }

  /** With how many trials a bracket begins: the last may be cut short. */
  private int begun(int bracket) {
    long first = (long) bracket / shape.brackets().size() * shape.trials();
    for (int i = 0; i < bracket % shape.brackets().size(); i++) {
      first += shape.brackets().get(i).trials();
    }
    return Math.clamp(budget - first, 0, shape(bracket).trials());
  }

  private int quota(int bracket, int rung) {
    int quota = begun(bracket);
    for (int i = 0; i <= rung; i++) {
      quota /= eta;
    }
    return quota;
  }

  private Rung rung(History history, int bracket, int index) {
    return history.rungs().at(new Rungs.Place(bracket, ladder(bracket).rungs().get(index)));
  }

  @Override
  public Reason passedOver(History history, int trial) {
    int epoch = history.curve(trial).epochs();
    int bracket = bracket(trial);
    int index = ladder(bracket).rungs().indexOf(epoch);
    return new Reason(
        "hyperband",
        "not among the best %d of %d trials of bracket %d after epoch %d"
            .formatted(
                quota(bracket, index), rung(history, bracket, index).arrived(), bracket, epoch));
  }
}

package dev.convoy.scheduler.stopping;

import dev.convoy.protocol.message.Reason;
import dev.convoy.scheduler.history.History;
import dev.convoy.scheduler.history.Rung;
import dev.convoy.scheduler.history.Rungs;
import java.util.Optional;

/**
 * ASHA, asynchronous successive halving by promotion (Li et al., "A System for Massively Parallel
 * Hyperparameter Tuning", MLSys 2020, algorithm 2): every trial trains to the first rung and waits.
 * A trial is promotable if it is among the best floor(n / eta) of the n trials that have come to
 * its rung so far, and has not gone on yet. A free place takes the promotable trial of the highest
 * rung; only if there is none, a new trial starts. So of 16 that come to a rung at eta 4, best
 * first, exactly 4 go on; who goes on may depend on the order in which they come, how many can go
 * on at a time does not.
 *
 * <p>Trials are compared by their score after the rung's epoch itself; there is no other way into a
 * rung. Of equal scores that wait, the trial that was created first goes on first; an equal that
 * has gone on counts as ahead of it, whichever was created first, for a promotion can't be undone,
 * and trials that all stand at chance must not be promoted one after the other. A score that is not
 * finite is never promoted, but counts among those that came; the scheduler ends its trial before
 * it comes to a rung. The first to come waits until eta have. A trial that fails, diverges or is
 * stopped before the rung never came; one that fails after its promotion leaves its place in the
 * rung taken. Defaults: {@code eta} 4, {@code firstRung} 1.
 */
record Asha(Ladder ladder, int eta) implements Allocation {

  @Override
  public int bracket(int trial) {
    return 0;
  }

  @Override
  public int legEnd(int trial, int from, int last) {
    return ladder.next(from, last);
  }

  @Override
  public boolean waitsAfter(int trial, int epoch) {
    return ladder.rungs().contains(epoch);
  }

  @Override
  public Optional<Step> next(History history) {
    return ladder.rungs().reversed().stream()
        .map(epoch -> history.rungs().at(new Rungs.Place(0, epoch)))
        .flatMap(rung -> promotable(rung).stream())
        .findFirst()
        .map(best -> new Step.Promote(best.trial()));
  }

  private Optional<Rung.Arrival> promotable(Rung rung) {
    return rung.bestWaiting()
        .filter(best -> Double.isFinite(best.score()))
        .filter(best -> rung.aheadOf(best) < rung.arrived() / eta);
  }

  @Override
  public Reason passedOver(History history, int trial) {
    int epoch = history.curve(trial).epochs();
    Rung rung = history.rungs().at(new Rungs.Place(0, epoch));
    return new Reason(
        "asha",
        "not among the best %d of %d trials after epoch %d"
            .formatted(rung.arrived() / eta, rung.arrived(), epoch));
  }
}

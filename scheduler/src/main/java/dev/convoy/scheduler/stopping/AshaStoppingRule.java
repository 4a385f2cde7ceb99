package dev.convoy.scheduler.stopping;

import dev.convoy.protocol.message.Reason;
import dev.convoy.scheduler.history.History;
import dev.convoy.scheduler.history.OrderStatistics;
import java.util.Locale;
import java.util.Optional;

/**
 * ASHA by stopping (as in Ray Tune and in Syne Tune's default): a trial that reaches a rung stops
 * unless its score there is among the best max(1, floor(n / eta)) of the n that have reached it so
 * far, itself included. Nobody waits, but who comes early is judged against few: of 16 that come to
 * a rung at eta 4 more than 4 may go on. {@link Asha} promotes instead.
 *
 * <p>Trials are compared by their score after the rung's epoch itself. A tie with the last of the
 * best goes on. A score that is not finite stops, unless it is the first to come; the scheduler
 * ends its trial before any rule is asked. The first to come goes on. Defaults: {@code eta} 4,
 * {@code firstRung} 1.
 */
record AshaStoppingRule(Ladder ladder, int eta) implements StoppingRule {

  @Override
  public Optional<Reason> verdict(History history, int trial, int epoch) {
    OrderStatistics scores = history.scores(epoch);
    if (!ladder.rungs().contains(epoch) || scores.size() < 2) {
      return Optional.empty();
    }
    int kept = Math.max(1, scores.size() / eta);
    double score = history.curve(trial).score(epoch);
    double cutoff = scores.select(scores.size() - kept);
    return score >= cutoff && Double.isFinite(score)
        ? Optional.empty()
        : Optional.of(
            new Reason(
                "asha-stopping",
                String.format(
                    Locale.ROOT,
                    "%.4f is not among the best %d of %d that have come to epoch %d (%.4f)",
                    history.objective().score(score),
                    kept,
                    scores.size(),
                    epoch,
                    history.objective().score(cutoff))));
  }
}

package dev.convoy.scheduler.stopping;

import dev.convoy.protocol.message.Reason;
import dev.convoy.protocol.spec.Objective;
import dev.convoy.scheduler.history.History;
import java.util.Locale;
import java.util.Optional;

/**
 * Threshold: a trial stops at {@code epoch} if none of its epochs up to there reached {@code
 * value}: at least that much of what is to be maximized, at most that much of what is to be
 * minimized.
 *
 * <p>A tie has reached it. A score that is not finite has not. Other trials don't matter, so the
 * first is judged like any other. Nothing has a default.
 *
 * @param value of the objective's metric, in its own unit
 * @param epoch at least 1
 */
public record ThresholdRule(double value, int epoch) implements StoppingRule {

  public ThresholdRule {
    if (epoch < 1 || !Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "threshold: a finite value and an epoch of at least 1 are needed, not %s and %d"
              .formatted(value, epoch));
    }
  }

  @Override
  public Optional<Reason> verdict(History history, int trial, int reached) {
    Objective objective = history.objective();
    double best = history.curve(trial).best(reached);
    return reached >= epoch && best < objective.score(value)
        ? Optional.of(
            new Reason(
                "threshold",
                String.format(
                    Locale.ROOT,
                    "best of %d epochs (%.4f) has not reached %s by epoch %d",
                    reached,
                    objective.score(best),
                    value,
                    epoch)))
        : Optional.empty();
  }
}

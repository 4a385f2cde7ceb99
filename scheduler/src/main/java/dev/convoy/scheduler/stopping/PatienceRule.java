package dev.convoy.scheduler.stopping;

import dev.convoy.protocol.message.Reason;
import dev.convoy.protocol.spec.Objective;
import dev.convoy.scheduler.history.Curve;
import dev.convoy.scheduler.history.History;
import java.util.Locale;
import java.util.Optional;

/**
 * Patience (early stopping as in Prechelt, "Early Stopping - But When?", 1998, and Keras): a trial
 * stops once {@code epochs} epochs in a row brought no improvement. An epoch improves if its score
 * exceeds the last improvement's by more than {@code minDelta}; the first finite score improves on
 * nothing. The snapshot that was best on validation is kept by the trial, so stopping late loses
 * nothing.
 *
 * <p>Ties are no improvement. A score that is not finite never improves; without any finite score
 * the count starts at epoch 0. Other trials don't matter, so the first is judged like any other.
 * Defaults: {@code epochs} 3, {@code minDelta} 0.
 *
 * @param epochs at least 1
 * @param minDelta in the metric's own unit, at least 0
 */
public record PatienceRule(int epochs, double minDelta) implements StoppingRule {

  public PatienceRule {
    if (epochs < 1 || !(minDelta >= 0)) {
      throw new IllegalArgumentException(
          "patience: at least 1 epoch and a minDelta of at least 0 are needed, not %d and %s"
              .formatted(epochs, minDelta));
    }
  }

  @Override
  public Optional<Reason> verdict(History history, int trial, int epoch) {
    Curve curve = history.curve(trial);
    int improved = 0;
    double best = Double.NEGATIVE_INFINITY;
    for (int i = 1; i <= epoch; i++) {
      if (curve.score(i) > best + minDelta) {
        best = curve.score(i);
        improved = i;
      }
    }
    return epoch - improved >= epochs
        ? Optional.of(new Reason("patience", evidence(curve, history.objective(), epoch, improved)))
        : Optional.empty();
  }

  private static String evidence(Curve curve, Objective objective, int epoch, int improved) {
    return improved == 0
        ? "no finite value in %d epochs".formatted(epoch)
        : String.format(
            Locale.ROOT,
            "no better than epoch %d's %.4f in %d epochs",
            improved,
            objective.score(curve.score(improved)),
            epoch - improved);
  }
}

package dev.convoy.scheduler.stopping;

import dev.convoy.protocol.message.EpochMetrics;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.Objective;
import dev.convoy.scheduler.history.RecordedHistory;
import java.util.Map;
import java.util.Optional;

/** Whole curves, one a trial, as a history to judge. */
final class RuleTable {

  private RuleTable() {}

  static RecordedHistory accuracies(double[]... curves) {
    return history(Objective.DEFAULT, curves);
  }

  static RecordedHistory losses(double[]... curves) {
    return history(
        new Objective(Objective.Metric.VALIDATION_LOSS, Objective.Goal.MINIMIZE), curves);
  }

  private static RecordedHistory history(Objective objective, double[]... curves) {
    RecordedHistory history = new RecordedHistory(objective);
    for (int trial = 0; trial < curves.length; trial++) {
      history.created(new Hyperparameters(Map.of()));
      for (int epoch = 1; epoch <= curves[trial].length; epoch++) {
        double value = curves[trial][epoch - 1];
        history.recorded(
            trial, epoch, new EpochMetrics(0, 0, value, value, 0.1, 1, 1), Optional.empty());
      }
    }
    return history;
  }

  static double[] curve(double... values) {
    return values;
  }
}

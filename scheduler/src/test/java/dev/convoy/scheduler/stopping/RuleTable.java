package dev.convoy.scheduler.stopping;

import dev.convoy.protocol.message.EpochMetrics;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.Objective;
import dev.convoy.scheduler.history.RecordedHistory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;

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

  /** Of trials that finish their first epoch one after the other, those that a rule lets go on. */
  static List<Integer> kept(StoppingRule rule, double... accuracies) {
    List<Integer> kept = new ArrayList<>();
    for (int trial = 0; trial < accuracies.length; trial++) {
      double[][] soFar =
          DoubleStream.of(accuracies)
              .limit(trial + 1L)
              .mapToObj(RuleTable::curve)
              .toArray(double[][]::new);
      if (rule.verdict(accuracies(soFar), trial, 1).isEmpty()) {
        kept.add(trial);
      }
    }
    return kept;
  }

  static double[] curve(double... values) {
    return values;
  }
}

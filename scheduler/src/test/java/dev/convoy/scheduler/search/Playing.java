package dev.convoy.scheduler.search;

import dev.convoy.protocol.message.EpochMetrics;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.Objective;
import dev.convoy.scheduler.history.RecordedHistory;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Plays a search, one trial after the other, each of one epoch. */
final class Playing {
  private Playing() {}

  /** Draws and judges so many trials. */
  static RecordedHistory play(
      SearchMethod method, int trials, ToDoubleFunction<Hyperparameters> accuracy) {
    RecordedHistory history = new RecordedHistory(Objective.DEFAULT);
    for (int trial = 0; trial < trials; trial++) {
      method.narrow(history).ifPresent(step -> history.narrowed(step.ranges()));
      Hyperparameters draw = method.next(history).orElseThrow();
      history.created(draw);
      double value = accuracy.applyAsDouble(draw);
      history.recorded(trial, 1, new EpochMetrics(0, 0, 0, value, 0.1, 1, 1), Optional.empty());
      history.observed(trial);
    }
    return history;
  }

  static double best(RecordedHistory history) {
    int best = history.observations().bestFirst().findFirst().orElseThrow();
    return history.curve(best).best(1);
  }
}

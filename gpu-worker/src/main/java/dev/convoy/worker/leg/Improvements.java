package dev.convoy.worker.leg;

import dev.convoy.protocol.message.EpochMetrics;
import dev.convoy.protocol.spec.Objective;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which snapshots of a trial are worth keeping: of each epoch that was the best, or as good as the
 * best, when it was saved. An earlier best stays, because the trial may have been ended before the
 * scheduler heard of the later one. An epoch whose metric is NaN is never the best.
 */
final class Improvements {

  private Improvements() {}

  /**
   * The epochs, counted from 1.
   *
   * @param history of all epochs from the first
   * @param kept epochs that are not looked at, for what they left stays anyway
   */
  static Set<Integer> epochs(List<EpochMetrics> history, int kept, Objective objective) {
    Set<Integer> epochs = new TreeSet<>();
    double best = Double.NEGATIVE_INFINITY;
    for (int i = kept; i < history.size(); i++) {
      double score = objective.score(history.get(i).value(objective.metric()));
      if (score >= best) {
        best = score;
        epochs.add(i + 1);
      }
    }
    return epochs;
  }
}

package dev.convoy.scheduler.stopping;

import dev.convoy.scheduler.history.Curve;
import dev.convoy.scheduler.history.History;
import dev.convoy.scheduler.history.OrderStatistics;
import java.util.Optional;

/**
 * A trial whose best is worse than what a share of the others reach on average.
 *
 * @param best its own best, in the metric's unit
 * @param demanded the others' average at the share's edge, in the metric's unit
 * @param others how many they are
 */
record Shortfall(double best, double demanded, int others) {

  /**
   * Looks for one; see {@link PercentileRule}.
   *
   * @param keep the share of the others that it must keep up with
   * @param startupTrials others without whom nothing is said
   */
  static Optional<Shortfall> of(
      History history, int trial, int epoch, double keep, int startupTrials) {
    OrderStatistics averages = history.runningAverages(epoch);
    int others = averages.size() - 1;
    if (others < startupTrials) {
      return Optional.empty();
    }
    Curve curve = history.curve(trial);
    double best = curve.best(epoch);
    double demanded = averages.quantileWithout(curve.runningAverage(epoch), 1 - keep);
    return best < demanded
        ? Optional.of(
            new Shortfall(
                history.objective().score(best), history.objective().score(demanded), others))
        : Optional.empty();
  }
}

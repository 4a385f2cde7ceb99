package dev.convoy.metrics.exporter;

import dev.convoy.protocol.message.EpochMetrics;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.TrialStatus;
import java.time.Instant;

/**
 * How far a trial is.
 *
 * @param epoch epochs done
 * @param latest what the last of them came to; NaN before the first
 * @param at of the last fact about it
 */
record TrialProgress(
    ExperimentId experiment,
    int trial,
    TrialStatus status,
    int epoch,
    EpochMetrics latest,
    Instant at) {
  private static final EpochMetrics NOTHING_YET =
      new EpochMetrics(
          Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  static TrialProgress created(ExperimentId experiment, int trial, Instant at) {
    return new TrialProgress(experiment, trial, TrialStatus.QUEUED, 0, NOTHING_YET, at);
  }

  TrialProgress with(TrialStatus next, Instant when) {
    return new TrialProgress(experiment, trial, next, epoch, latest, when);
  }

  /** Results may overtake each other; the highest epoch is what counts. */
  TrialProgress with(int reached, EpochMetrics metrics, Instant when) {
    return reached > epoch
        ? new TrialProgress(experiment, trial, status, reached, metrics, when)
        : this;
  }
}

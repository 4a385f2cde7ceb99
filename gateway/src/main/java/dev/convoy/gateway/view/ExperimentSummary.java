package dev.convoy.gateway.view;

import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.ExperimentStatus;
import dev.convoy.protocol.message.Reason;
import dev.convoy.protocol.spec.Objective;
import java.time.Instant;
import java.util.Optional;

/**
 * An experiment in a list.
 *
 * @param reason why it ended
 * @param best the best epoch of all trials by the objective; of equals the first trial's
 * @param ensembleTestAccuracy 0 to 1, once the ensemble is scored
 */
public record ExperimentSummary(
    ExperimentId id,
    String name,
    ExperimentStatus status,
    Optional<Reason> reason,
    Instant submittedAt,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt,
    Objective objective,
    TrialCounts trials,
    Optional<Best> best,
    Optional<Double> ensembleTestAccuracy) {

  /**
   * The best result so far.
   *
   * @param value of the objective's metric
   */
  public record Best(int trial, int epoch, double value) {}
}

package dev.convoy.gateway.view;

import dev.convoy.protocol.message.Attempt;
import dev.convoy.protocol.message.Failure;
import dev.convoy.protocol.message.Reason;
import dev.convoy.protocol.message.TrialStatus;
import dev.convoy.protocol.spec.Hyperparameters;
import java.time.Instant;
import java.util.Optional;

/**
 * A trial as the API shows it.
 *
 * @param trial counts from 0
 * @param epochs how many are done
 * @param targetEpochs how many will be done at the end of the latest leg
 * @param best its best epoch by the objective
 * @param run who trains it, or did last
 * @param lastFailure of an attempt, whether or not the trial went on
 */
public record TrialSummary(
    int trial,
    TrialStatus status,
    Optional<Reason> reason,
    Hyperparameters hyperparameters,
    int epochs,
    int targetEpochs,
    Optional<Best> best,
    Optional<EpochResult> latest,
    Optional<Run> run,
    Optional<Failure> lastFailure,
    Instant createdAt,
    Optional<Instant> endedAt) {

  /**
   * The best epoch.
   *
   * @param value of the objective's metric
   */
  public record Best(int epoch, double value) {}

  /** One attempt by one worker. */
  public record Run(String worker, String device, Attempt attempt, Instant startedAt) {}
}

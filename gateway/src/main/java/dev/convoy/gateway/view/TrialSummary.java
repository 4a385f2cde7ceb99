package dev.convoy.gateway.view;

import dev.convoy.protocol.message.Attempt;
import dev.convoy.protocol.message.Failure;
import dev.convoy.protocol.message.Finding;
import dev.convoy.protocol.message.Reason;
import dev.convoy.protocol.message.TrialStatus;
import dev.convoy.protocol.spec.Hyperparameters;
import java.time.Instant;
import java.util.List;
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
 * @param observed what was last seen of its network
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
    Optional<Instant> endedAt,
    Optional<Observed> observed) {

  /**
   * The best epoch.
   *
   * @param value of the objective's metric
   */
  public record Best(int epoch, double value) {}

  /**
   * Its network in a few numbers, as it was in one training step.
   *
   * @param epoch whose last step it was; 0: the trial's first step
   * @param gradientNorm of the loss's gradient, before clipping
   * @param medianUpdateRatio of updates to weights
   * @param largestUpdateRatio of updates to weights
   * @param dead share of dead units in the layer that has most of them
   * @param saturated share of saturated values in the layer that has most of them
   * @param findings what stands out
   */
  public record Observed(
      int epoch,
      double gradientNorm,
      double medianUpdateRatio,
      double largestUpdateRatio,
      Optional<Double> dead,
      Optional<Double> saturated,
      List<Finding> findings) {}

  /** The same with what was last seen of its network. */
  public TrialSummary with(TrialObservations observations) {
    return new TrialSummary(
        trial,
        status,
        reason,
        hyperparameters,
        epochs,
        targetEpochs,
        best,
        latest,
        run,
        lastFailure,
        createdAt,
        endedAt,
        Optional.of(observations.summary()));
  }

  /** One attempt by one worker. */
  public record Run(String worker, String device, Attempt attempt, Instant startedAt) {}
}

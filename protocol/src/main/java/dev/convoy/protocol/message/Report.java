package dev.convoy.protocol.message;

import java.time.Instant;
import java.util.Optional;

/** What a worker says about the work it holds. */
public sealed interface Report extends Message {

  /** When the worker said it. */
  Instant at();

  /** A worker took a leg and begins. */
  record LegStarted(
      ExperimentId experimentId,
      int trial,
      Attempt attempt,
      String worker,
      String device,
      Instant at)
      implements Report {}

  /**
   * An epoch is done. An attempt reports every epoch of its leg from {@code fromEpoch + 1} on; if
   * it goes on from a later snapshot of an earlier attempt, it first repeats the results up to
   * there.
   *
   * @param epoch counts from 1 over the whole trial
   * @param snapshot of the weights after this epoch, saved before the report is sent
   */
  record EpochCompleted(
      ExperimentId experimentId,
      int trial,
      Attempt attempt,
      int epoch,
      EpochMetrics metrics,
      Optional<SnapshotRef> snapshot,
      Instant at)
      implements Report {}

  /** All epochs of the leg are done and reported. */
  record LegCompleted(ExperimentId experimentId, int trial, Attempt attempt, Instant at)
      implements Report {}

  /** The worker obeyed a stop or a fence; never said of its own accord. */
  record LegStopped(ExperimentId experimentId, int trial, Attempt attempt, Instant at)
      implements Report {}

  /** The leg can't go on. */
  record LegFailed(
      ExperimentId experimentId, int trial, Attempt attempt, Failure failure, Instant at)
      implements Report {}

  /** A check is made. */
  record CheckMade(
      ExperimentId experimentId, CheckKind check, int restart, CheckResult result, Instant at)
      implements Report {}

  /** A check can't be made. */
  record CheckFailed(
      ExperimentId experimentId, CheckKind check, int restart, Failure failure, Instant at)
      implements Report {}

  /** The ensemble is scored. */
  record EnsembleBuilt(ExperimentId experimentId, int restart, EnsembleScore score, Instant at)
      implements Report {}

  /** The ensemble can't be built. */
  record EnsembleFailed(ExperimentId experimentId, int restart, Failure failure, Instant at)
      implements Report {}
}

package dev.convoy.protocol.message;

/** What every worker hears at once, whoever holds the work it is about. */
public sealed interface Control extends Message {

  /** Stop training this trial within a batch; queued legs of it are dropped unread. */
  record StopTrial(ExperimentId experimentId, int trial) implements Control {}

  /** Stop everything of this experiment within a batch; its queued work is dropped unread. */
  record StopExperiment(ExperimentId experimentId) implements Control {}

  /** Attempts of the trial older than this one have lost their lock and stop. */
  record FenceAttempts(ExperimentId experimentId, int trial, Attempt current) implements Control {}
}

package dev.convoy.protocol.message;

import java.time.Instant;

/**
 * What a worker saw of a trial's network in training. Nothing is decided by it. Seen again, by
 * another attempt, it is the same again; each trial has a key for its start and one for its latest
 * epoch, so that the log may be compacted.
 */
public sealed interface Observation extends Message {

  /** Number of the trial. */
  int trial();

  /** Who saw it. */
  Attempt attempt();

  /** What was seen. */
  ObservedStep seen();

  /** When. */
  Instant at();

  /** What it is of within its experiment; a later one of the same subject replaces it. */
  String subject();

  /** The Kafka record's key: the experiment and the subject. */
  default String key() {
    return experimentId() + "/" + subject();
  }

  /** The trial's first step, with activations by the initial weights. */
  record StartObserved(
      ExperimentId experimentId, int trial, Attempt attempt, ObservedStep seen, Instant at)
      implements Observation {
    @Override
    public String subject() {
      return "trial/%d/start".formatted(trial);
    }
  }

  /**
   * The last step of an epoch; not every epoch is observed.
   *
   * @param epoch counts from 1 over the whole trial
   */
  record EpochObserved(
      ExperimentId experimentId,
      int trial,
      Attempt attempt,
      int epoch,
      ObservedStep seen,
      Instant at)
      implements Observation {
    @Override
    public String subject() {
      return "trial/%d/latest".formatted(trial);
    }
  }
}

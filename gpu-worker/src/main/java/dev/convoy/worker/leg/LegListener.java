package dev.convoy.worker.leg;

import dev.convoy.protocol.message.EpochMetrics;
import dev.convoy.protocol.message.ExperimentId;

/** Hears how legs go, on the computing thread. */
public interface LegListener {

  /** How a leg ended here. */
  enum End {
    COMPLETED,
    STOPPED,
    FAILED,
    HANDED_BACK
  }

  /** A leg begins. */
  void begin(ExperimentId experiment, int trial);

  /** An epoch is done. */
  void epoch(EpochMetrics metrics);

  /** The leg ended. */
  void end(End end);
}

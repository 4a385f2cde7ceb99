package dev.convoy.protocol.message;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far an experiment is; it goes down this list, and back only from a pause. */
public enum ExperimentStatus {
  /** The gateway took it; no scheduler has seen it yet. */
  @JsonProperty("submitted")
  SUBMITTED,
  /** Trials are queued or training. */
  @JsonProperty("running")
  RUNNING,
  /** Nothing is ordered until somebody resumes it. */
  @JsonProperty("paused")
  PAUSED,

  /** All trials have ended; a worker builds the ensemble. */
  @JsonProperty("ensembling")
  ENSEMBLING,
  /** Done. */
  @JsonProperty("completed")
  COMPLETED,
  /** Too much went wrong. */
  @JsonProperty("failed")
  FAILED,
  /** Ended by request. */
  @JsonProperty("cancelled")
  CANCELLED;

  public boolean ended() {
    return this == COMPLETED || this == FAILED || this == CANCELLED;
  }
}

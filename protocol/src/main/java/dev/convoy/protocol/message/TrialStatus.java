package dev.convoy.protocol.message;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How far a trial is. {@code QUEUED} may become {@code RUNNING} or any ending; {@code RUNNING} may
 * go back to {@code QUEUED} (a restart) or to any ending; an ending is final.
 */
public enum TrialStatus {
  /** Its leg waits in the work queue. */
  @JsonProperty("queued")
  QUEUED,
  /** A worker trains it. */
  @JsonProperty("running")
  RUNNING,
  /** All its epochs are done. */
  @JsonProperty("completed")
  COMPLETED,
  /** Its results ended it early: a stopping rule, or a loss that is no longer finite. */
  @JsonProperty("stopped")
  STOPPED,
  /** It could not go on. */
  @JsonProperty("failed")
  FAILED,
  /** Its experiment ended first. */
  @JsonProperty("cancelled")
  CANCELLED;

  public boolean ended() {
    return this != QUEUED && this != RUNNING;
  }

  /** Whether a trial in this status may get into another. */
  public boolean canBecome(TrialStatus next) {
    return switch (this) {
      case QUEUED -> next != QUEUED;
      case RUNNING -> next != RUNNING;
      case COMPLETED, STOPPED, FAILED, CANCELLED -> false;
    };
  }
}

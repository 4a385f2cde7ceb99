package dev.convoy.protocol.message;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How far a trial is. {@code QUEUED} may become {@code RUNNING} or any ending; {@code RUNNING} may
 * go back to {@code QUEUED} (a restart, or a pause of the experiment), to {@code PAUSED} (its leg
 * is done, its epochs are not) or to any ending; {@code PAUSED} may become {@code QUEUED} (its next
 * leg) or any ending; an ending is final.
 */
public enum TrialStatus {
  /** Its leg waits in the work queue, or for the experiment to be resumed. */
  @JsonProperty("queued")
  QUEUED,
  /** A worker trains it. */
  @JsonProperty("running")
  RUNNING,
  /** Its leg is done; whether it gets another depends on how others do. */
  @JsonProperty("paused")
  PAUSED,
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
    return this != QUEUED && this != RUNNING && this != PAUSED;
  }

  /** Whether a trial in this status may get into another. */
  public boolean canBecome(TrialStatus next) {
    return switch (this) {
      case QUEUED -> next != QUEUED && next != PAUSED;
      case RUNNING -> next != RUNNING;
      case PAUSED -> next == QUEUED || next.ended();
      case COMPLETED, STOPPED, FAILED, CANCELLED -> false;
    };
  }
}

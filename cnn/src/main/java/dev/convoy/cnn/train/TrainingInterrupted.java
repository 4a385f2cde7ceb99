package dev.convoy.cnn.train;

import dev.convoy.cnn.CnnException;

/** Whoever trains was told to stop; the epoch under way is lost, the snapshots remain. */
public final class TrainingInterrupted extends CnnException {

  private static final long serialVersionUID = 1L;

  private TrainingInterrupted(String message) {
    super(message);
  }

  static TrainingInterrupted before(int epoch, int step) {
    return new TrainingInterrupted(
        "training was stopped in epoch %d before step %d".formatted(epoch, step));
  }

  /** Before a step of a check, counted from 0. */
  public static TrainingInterrupted checking(int step) {
    return new TrainingInterrupted("the check was stopped before step %d".formatted(step));
  }

  static TrainingInterrupted validating(int epoch) {
    return new TrainingInterrupted("training was stopped in the validation of epoch " + epoch);
  }
}

package dev.convoy.cnn.train;

import dev.convoy.cnn.CnnException;

/** Whoever trains was told to stop; the epoch under way is lost, the snapshots remain. */
public final class TrainingInterrupted extends CnnException {

  private static final long serialVersionUID = 1L;

  TrainingInterrupted(int epoch, int step) {
    super("training was stopped in epoch %d before step %d".formatted(epoch, step));
  }
}

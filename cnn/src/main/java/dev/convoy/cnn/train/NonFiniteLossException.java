package dev.convoy.cnn.train;

import dev.convoy.cnn.CnnException;

/** The loss became infinite or not a number: the run can't go on. */
public final class NonFiniteLossException extends CnnException {

  private static final long serialVersionUID = 1L;

  private final int epoch;
  private final int step;

  NonFiniteLossException(double loss, int epoch, int step) {
    super(
        "the loss is %s in epoch %d, step %d: a smaller learningRate or a warm-up usually helps"
            .formatted(loss, epoch, step));
    this.epoch = epoch;
    this.step = step;
  }

  /** In which epoch, counted from 1. */
  public int epoch() {
    return epoch;
  }

  /** In which step of it, counted from 1. */
  public int step() {
    return step;
  }
}

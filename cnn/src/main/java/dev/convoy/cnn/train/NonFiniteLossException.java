package dev.convoy.cnn.train;

import dev.convoy.cnn.CnnException;

/** The loss became infinite or not a number: the run can't go on. */
public final class NonFiniteLossException extends CnnException {

  private static final long serialVersionUID = 1L;

  private final int epoch;
  private final int step;

  private final String layer;

  NonFiniteLossException(double loss, String layer, int epoch, int step) {
    super(
        "the loss is %s in epoch %d, step %d, first seen in %s: a smaller learningRate, a warm-up or clipping usually helps"
            .formatted(loss, epoch, step, layer));
    this.layer = layer;
    this.epoch = epoch;
    this.step = step;
  }

  /** The first layer whose output is not finite. */
  public String layer() {
    return layer;
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

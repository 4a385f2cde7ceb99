package dev.convoy.cnn.train;

import dev.convoy.cnn.CnnException;

/** The loss became infinite or not a number: the run can't go on. */
public final class NonFiniteLossException extends CnnException {

  private static final long serialVersionUID = 1L;

  private final int epoch;
  private final int step;

  private final String layer;

  private NonFiniteLossException(String where, String layer, int epoch, int step) {
    super(
        "%s, first seen in %s: a smaller learningRate, a warm-up or clipping usually helps"
            .formatted(where, layer));
    this.layer = layer;
    this.epoch = epoch;
    this.step = step;
  }

  static NonFiniteLossException training(double loss, String layer, int epoch, int step) {
    return new NonFiniteLossException(
        "the loss is %s in epoch %d, step %d".formatted(loss, epoch, step), layer, epoch, step);
  }

  static NonFiniteLossException validating(double loss, String layer, int epoch, int batch) {
    return new NonFiniteLossException(
        "the validation loss is %s after epoch %d, batch %d".formatted(loss, epoch, batch),
        layer,
        epoch,
        batch);
  }

  /** The first layer whose output is not finite. */
  public String layer() {
    return layer;
  }

  /** In which epoch, counted from 1. */
  public int epoch() {
    return epoch;
  }

  /** In which step of it, or batch of its validation, counted from 1. */
  public int step() {
    return step;
  }
}

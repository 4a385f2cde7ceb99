package dev.convoy.cnn.kernels;

import dev.convoy.cnn.CnnException;

/** A layer was given, or would make, an extent that it can't have. */
public final class ShapeException extends CnnException {

  private static final long serialVersionUID = 1L;

  /** Names the layer, the extent and what would be right. */
  public ShapeException(String message) {
    super(message);
  }
}

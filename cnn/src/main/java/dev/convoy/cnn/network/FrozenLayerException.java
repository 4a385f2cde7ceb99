package dev.convoy.cnn.network;

import dev.convoy.cnn.CnnException;

/** A layer is frozen while one below it is learned, which no freezing in order leads to. */
public final class FrozenLayerException extends CnnException {

  private static final long serialVersionUID = 1L;

  FrozenLayerException(String layer) {
    super(
        "%s is frozen but a layer below it is learned: freeze from the input upward"
            .formatted(layer));
  }
}

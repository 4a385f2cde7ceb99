package dev.convoy.cnn.zoo;

import dev.convoy.cnn.CnnException;

/** A layer of an own network can't be as it is written. */
public final class LayerException extends CnnException {

  private static final long serialVersionUID = 1L;

  LayerException(String path, String problem) {
    super(path + " " + problem);
  }
}

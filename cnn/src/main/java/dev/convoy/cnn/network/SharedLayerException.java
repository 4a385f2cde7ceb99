package dev.convoy.cnn.network;

import dev.convoy.cnn.CnnException;
import dev.convoy.cnn.kernels.Parameter;

/** A layer that is to learn is applied at more than one place of its network. */
public final class SharedLayerException extends CnnException {

  private static final long serialVersionUID = 1L;

  SharedLayerException(String layer, Parameter parameter) {
    super(
        "%s is applied twice, but %s takes the gradient of one place alone: give each place a layer of its own, or freeze it"
            .formatted(layer, parameter.name()));
  }
}

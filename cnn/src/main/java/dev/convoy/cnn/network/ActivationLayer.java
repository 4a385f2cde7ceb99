package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.Activation;
import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.Tensor;
import java.util.Optional;

/**
 * A nonlinearity's place in a network.
 *
 * @param name the layer's path
 * @param activation absent if it is learned or of several pieces
 * @param tensor what it gives
 */
public record ActivationLayer(String name, Optional<Activation> activation, Tensor tensor) {

  /** Extent of what it gives. */
  public Shape shape() {
    return tensor.shape();
  }
}

package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.Shape;
import java.util.List;

/** The batch of images. */
final class Input extends Node {

  Input(Shape shape) {
    super("input", shape, List.of());
  }

  @Override
  Node of(List<Node> others) {
    return this;
  }

  @Override
  void forward(Forward pass) {
    pass.output(this);
  }

  @Override
  void backward(Backward pass) {
    // Nobody asks for the gradient of the images.
  }
}

package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.Activation;
import dev.convoy.cnn.kernels.ActivationOperation;
import java.util.List;
import java.util.Optional;

/** {@code activation(x)}. */
final class Nonlinearity extends Node {

  private final Activation activation;

  Nonlinearity(String name, Activation activation, Node x) {
    super(name, x.shape(), List.of(x));
    this.activation = activation;
  }

  Activation activation() {
    return activation;
  }

  @Override
  Optional<ActivationLayer> activation(Forward pass) {
    return Optional.of(new ActivationLayer(name(), Optional.of(activation), pass.of(this)));
  }

  @Override
  Node of(List<Node> others) {
    return new Nonlinearity(name(), activation, others.getFirst());
  }

  @Override
  void forward(Forward pass) {
    pass.add(
        this, new ActivationOperation.Forward(activation, pass.of(input()), pass.output(this)));
  }

  @Override
  void backward(Backward pass) {
    pass.wanted(input())
        .ifPresent(
            dx ->
                pass.add(
                    new ActivationOperation.Backward(
                        activation, pass.of(this), pass.gradient(this), dx)));
  }
}

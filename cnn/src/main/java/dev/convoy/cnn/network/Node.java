package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.Shape;
import java.util.List;
import java.util.Optional;

/** A value in a traced network: which layer made it, of which other values. */
public abstract class Node {

  private final String name;
  private final Shape shape;
  private final List<Node> inputs;

  /**
   * A value of a layer.
   *
   * @param name the layer's path
   */
  protected Node(String name, Shape shape, List<Node> inputs) {
    this.name = name;
    this.shape = shape;
    this.inputs = inputs;
  }

  /** The layer's path. */
  public final String name() {
    return name;
  }

  /** Its extent. */
  public final Shape shape() {
    return shape;
  }

  final List<Node> inputs() {
    return inputs;
  }

  final Node input() {
    return inputs.getFirst();
  }

  /** What a {@link StepObserver} sees of it: nothing, unless it ends in a nonlinearity. */
  Optional<ActivationLayer> activation(Forward pass) {
    return Optional.empty();
  }

  /** The same layer of other values. */
  abstract Node of(List<Node> others);

  /** Adds the operations that compute it. */
  abstract void forward(Forward pass);

  /** Adds the operations that compute the gradients of its inputs and parameters from its own. */
  abstract void backward(Backward pass);
}

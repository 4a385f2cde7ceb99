package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.Operation.Add;
import dev.convoy.cnn.kernels.ShapeException;
import dev.convoy.cnn.kernels.Tensor;
import java.util.List;

/** The sum of two values of one extent. */
public final class Addition extends Node {

  private Addition(String name, Node a, Node b) {
    super(name, a.shape(), List.of(a, b));
  }

  /**
   * {@code a + b}.
   *
   * @throws ShapeException if their extents differ
   */
  public static Node of(Node a, Node b) {
    if (!a.shape().equals(b.shape())) {
      throw new ShapeException(
          "%s of %s can't be added to %s of %s"
              .formatted(b.name(), b.shape(), a.name(), a.shape()));
    }
    return new Addition(a.name() + " sum", a, b);
  }

  @Override
  Node of(List<Node> others) {
    return new Addition(name(), others.get(0), others.get(1));
  }

  @Override
  void forward(Forward pass) {
    Tensor a = pass.of(inputs().get(0));
    Tensor b = pass.of(inputs().get(1));
    pass.add(this, new Add(a, b, pass.output(this)));
  }

  @Override
  void backward(Backward pass) {
    Tensor gradient = pass.gradient(this);
    inputs().forEach(summand -> pass.give(summand, gradient));
  }
}

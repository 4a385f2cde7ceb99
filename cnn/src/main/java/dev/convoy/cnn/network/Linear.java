package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.Operation.LinearBackward;
import dev.convoy.cnn.kernels.Operation.LinearForward;
import dev.convoy.cnn.kernels.Operation.Matrix;
import dev.convoy.cnn.kernels.Parameter.Role;
import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.ShapeException;
import java.util.List;
import java.util.Optional;

/**
 * A fully connected layer, weights {@code out x in}. It flattens what it gets, in torchvision's
 * order C x H x W.
 */
public final class Linear extends Module {

  private final int inputs;
  private final Weight weight;
  private final Weight bias;

  /** Started as PyTorch starts it. */
  public Linear(int inputs, int outputs) {
    this.inputs = inputs;
    weight = declare("weight", Role.WEIGHT, Initializer.uniform(inputs), outputs, inputs);
    bias = declare("bias", Role.BIAS, Initializer.uniform(inputs), outputs);
  }

  @Override
  public Node forward(Node x) {
    if (x.shape().features() != inputs) {
      throw new ShapeException(
          "%s takes %d values an image but gets %s from %s"
              .formatted(path(), inputs, x.shape(), x.name()));
    }
    Matrix matrix = new Matrix(weight.parameter(), Optional.of(bias.parameter()));
    return new Product(path(), matrix, x);
  }

  private static final class Product extends Node {

    private final Matrix matrix;

    Product(String name, Matrix matrix, Node x) {
      super(name, Shape.features(x.shape().batch(), matrix.weights().extent(0)), List.of(x));
      this.matrix = matrix;
    }

    @Override
    Node of(List<Node> others) {
      return new Product(name(), matrix, others.getFirst());
    }

    @Override
    void forward(Forward pass) {
      pass.add(this, new LinearForward(matrix, pass.of(input()), pass.output(this)));
    }

    @Override
    void backward(Backward pass) {
      pass.add(
          new LinearBackward(matrix, pass.of(input()), pass.gradient(this), pass.wanted(input())));
    }
  }
}

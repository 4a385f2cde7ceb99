package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.Activation;
import dev.convoy.cnn.kernels.Operation.BatchNorm;
import dev.convoy.cnn.kernels.Operation.BatchNormBackward;
import dev.convoy.cnn.kernels.Operation.BatchNormForward;
import dev.convoy.cnn.kernels.Operation.BatchNormInference;
import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code activation(norm(x) + residual)}, residual and activation taken in by {@link Fusion}. */
final class Normalization extends Node {

  private final BatchNorm norm;
  private final Optional<Node> residual;
  private final Activation activation;

  Normalization(
      String name, BatchNorm norm, Node x, Optional<Node> residual, Activation activation) {
    super(name, x.shape(), Stream.concat(Stream.of(x), residual.stream()).toList());
    this.norm = norm;
    this.residual = residual;
    this.activation = activation;
  }

  /** Whether it has taken in neither an addition nor an activation. */
  boolean isPlain() {
    return isLinear() && residual.isEmpty();
  }

  /** Whether it has taken in no activation. */
  boolean isLinear() {
    return activation == Activation.NONE;
  }

  Node plus(Node summand) {
    return new Normalization(name(), norm, input(), Optional.of(summand), activation);
  }

  Node then(Activation next) {
    return new Normalization(name(), norm, input(), residual, next);
  }

  @Override
  Node of(List<Node> others) {
    Optional<Node> summand = residual.map(present -> others.get(1));
    return new Normalization(name(), norm, others.getFirst(), summand, activation);
  }

  @Override
  void forward(Forward pass) {
    Tensor x = pass.of(input());
    Optional<Tensor> summand = residual.map(pass::of);
    Tensor y = pass.output(this);
    if (pass.training()) {
      Tensor statistics =
          new Tensor(name() + " statistics", Shape.features(1, 2 * norm.channels()));
      pass.add(this, new BatchNormForward(norm, x, summand, activation, y, statistics));
    } else {
      pass.add(this, new BatchNormInference(norm, x, summand, activation, y));
    }
  }

  @Override
  void backward(Backward pass) {
    BatchNormForward forward = (BatchNormForward) pass.operation(this);
    List<Tensor> gradients = pass.gradients(this, 2);
    Tensor dy = gradients.getFirst();
    Optional<Tensor> second = gradients.stream().skip(1).findFirst();
    Tensor dx = new Tensor(input().name() + " gradient", input().shape());
    pass.give(input(), dx);
    Optional<Tensor> dResidual =
        residual.flatMap(summand -> residualGradient(pass, summand, dy, second));
    pass.add(new BatchNormBackward(forward, dy, second, dx, dResidual));
  }

  /** The residual's gradient is dy itself where neither a mask nor a sum changes it. */
  private Optional<Tensor> residualGradient(
      Backward pass, Node summand, Tensor dy, Optional<Tensor> second) {
    if (activation == Activation.NONE && second.isEmpty()) {
      pass.give(summand, dy);
      return Optional.empty();
    }
    return pass.wanted(summand);
  }
}

package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.Clamp;
import dev.convoy.cnn.kernels.NormOperation;
import dev.convoy.cnn.kernels.NormOperation.BatchNorm;
import dev.convoy.cnn.kernels.NormOperation.Norm;
import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code activation(norm(x) + residual)}, residual and activation taken in by {@link Fusion}. */
final class Normalization extends Node {

  private final Norm norm;
  private final Optional<Node> residual;
  private final Last last;

  /** The activation taken in, and its layer's path. */
  private record Last(String layer, Clamp activation) {
    static final Last NOTHING = new Last("", Clamp.NONE);
  }

  /** With nothing behind it. */
  Normalization(String name, Norm norm, Node x) {
    this(name, norm, x, Optional.empty(), Last.NOTHING);
  }

  private Normalization(String name, Norm norm, Node x, Optional<Node> residual, Last last) {
    super(name, x.shape(), Stream.concat(Stream.of(x), residual.stream()).toList());
    this.norm = norm;
    this.residual = residual;
    this.last = last;
  }

  /** Whether it has taken in neither an addition nor an activation. */
  boolean isPlain() {
    return isLinear() && residual.isEmpty();
  }

  /** Whether it has taken in no activation. */
  boolean isLinear() {
    return last.activation() == Clamp.NONE;
  }

  Node plus(Node summand) {
    return new Normalization(name(), norm, input(), Optional.of(summand), last);
  }

  Node then(String layer, Clamp activation) {
    return new Normalization(name(), norm, input(), residual, new Last(layer, activation));
  }

  @Override
  Optional<ActivationLayer> activation(Forward pass) {
    return isLinear()
        ? Optional.empty()
        : Optional.of(
            new ActivationLayer(last.layer(), Optional.of(last.activation()), pass.of(this)));
  }

  @Override
  Node of(List<Node> others) {
    Optional<Node> summand = residual.map(present -> others.get(1));
    return new Normalization(name(), norm, others.getFirst(), summand, last);
  }

  @Override
  void forward(Forward pass) {
    Tensor x = pass.of(input());
    Optional<Tensor> summand = residual.map(pass::of);
    Tensor y = pass.output(this);
    Clamp activation = last.activation();
    if (norm instanceof BatchNorm batch && !pass.learns(batch.scale())) {
      pass.add(this, new NormOperation.Inference(batch, x, summand, activation, y));
    } else {
      int moments = norm.moments(shape());
      Tensor statistics = new Tensor(name() + " statistics", Shape.features(1, 2 * moments));
      pass.add(this, new NormOperation.Forward(norm, x, summand, activation, y, statistics));
    }
  }

  @Override
  void backward(Backward pass) {
    NormOperation.Forward forward = learning(pass);
    List<Tensor> gradients = pass.gradients(this, 2);
    Tensor dy = gradients.getFirst();
    Optional<Tensor> second = gradients.stream().skip(1).findFirst();
    Tensor dx = new Tensor(input().name() + " gradient", input().shape());
    pass.give(input(), dx);
    Optional<Tensor> dResidual =
        residual.flatMap(summand -> residualGradient(pass, summand, dy, second));
    pass.add(new NormOperation.Backward(forward, dy, second, dx, dResidual));
  }

  private NormOperation.Forward learning(Backward pass) {
    if (pass.operation(this) instanceof NormOperation.Forward forward) {
      return forward;
    }
    throw new FrozenLayerException(name());
  }

  /** The residual's gradient is dy itself where neither a mask nor a sum changes it. */
  private Optional<Tensor> residualGradient(
      Backward pass, Node summand, Tensor dy, Optional<Tensor> second) {
    if (isLinear() && second.isEmpty()) {
      pass.give(summand, dy);
      return Optional.empty();
    }
    return pass.wanted(summand);
  }
}

package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.Activation;
import dev.convoy.cnn.kernels.Clamp;

/** A nonlinearity without parameters, as a layer. */
public final class Nonlinear extends Module {

  private final Activation activation;

  /** Of its own. */
  public Nonlinear(Activation activation) {
    this.activation = activation;
  }

  /** {@code max(x, 0)}. */
  public static Nonlinear relu() {
    return new Nonlinear(Clamp.RELU);
  }

  /** {@code min(max(x, 0), 6)}. */
  public static Nonlinear relu6() {
    return new Nonlinear(Clamp.RELU6);
  }

  @Override
  public Node forward(Node x) {
    return new Nonlinearity(path(), activation, x);
  }
}

package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.Activation;

/** A nonlinearity as a layer. */
public final class Nonlinear extends Module {

  private final Activation activation;

  private Nonlinear(Activation activation) {
    this.activation = activation;
  }

  /** {@code max(x, 0)}. */
  public static Nonlinear relu() {
    return new Nonlinear(Activation.RELU);
  }

  /** {@code min(max(x, 0), 6)}. */
  public static Nonlinear relu6() {
    return new Nonlinear(Activation.RELU6);
  }

  @Override
  public Node forward(Node x) {
    return new Nonlinearity(path(), activation, x);
  }
}

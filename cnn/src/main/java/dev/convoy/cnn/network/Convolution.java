package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.Operation;
import dev.convoy.cnn.kernels.Operation.ConvolutionBackward;
import dev.convoy.cnn.kernels.Operation.ConvolutionForward;
import dev.convoy.cnn.kernels.Operation.Filter;
import dev.convoy.cnn.kernels.Parameter.Role;
import dev.convoy.cnn.kernels.ShapeException;
import dev.convoy.cnn.kernels.Window;
import java.util.List;
import java.util.Optional;

/** A two-dimensional convolution, weights {@code out x in / groups x height x width}. */
public final class Convolution extends Module {

  private final Window window;
  private final int inputs;
  private final int outputs;
  private final int groups;
  private final Weight weight;
  private final Optional<Weight> bias;

  private Convolution(int inputs, int outputs, Window window, int groups, boolean biased) {
    if (inputs % groups != 0 || outputs % groups != 0) {
      throw new ShapeException(
          "a convolution from %d to %d channels can't be cut into %d groups"
              .formatted(inputs, outputs, groups));
    }
    this.window = window;
    this.inputs = inputs;
    this.outputs = outputs;
    this.groups = groups;
    int depth = inputs / groups;
    weight =
        declare(
            "weight",
            Role.WEIGHT,
            Initializer.he(),
            outputs,
            depth,
            window.height(),
            window.width());
    int fanIn = depth * window.height() * window.width();
    bias =
        biased
            ? Optional.of(declare("bias", Role.BIAS, Initializer.uniform(fanIn), outputs))
            : Optional.empty();
  }

  /** With a bias. */
  public static Convolution biased(int inputs, int outputs, Window window) {
    return biased(inputs, outputs, window, 1);
  }

  /** With a bias, the channels cut into groups. */
  public static Convolution biased(int inputs, int outputs, Window window, int groups) {
    return new Convolution(inputs, outputs, window, groups, true);
  }

  /** Without a bias, for a norm follows. */
  public static Convolution plain(int inputs, int outputs, Window window) {
    return new Convolution(inputs, outputs, window, 1, false);
  }

  /** Without a bias, the channels cut into groups. */
  public static Convolution grouped(int inputs, int outputs, Window window, int groups) {
    return new Convolution(inputs, outputs, window, groups, false);
  }

  /** With a bias, the channels cut into groups. */
  public static Convolution groupedBiased(int inputs, int outputs, Window window, int groups) {
    return new Convolution(inputs, outputs, window, groups, true);
  }

  @Override
  public Node forward(Node x) {
    if (x.shape().channels() != inputs) {
      throw new ShapeException(
          "%s takes %d channels but gets %s from %s"
              .formatted(path(), inputs, x.shape(), x.name()));
    }
    Filter filter = new Filter(weight.parameter(), bias.map(Weight::parameter), window, groups);
    return new Convolved(path(), filter, x, outputs);
  }

  private static final class Convolved extends Node {

    private final Filter filter;

    Convolved(String name, Filter filter, Node x, int outputs) {
      super(name, filter.window().over(x.shape(), outputs, name), List.of(x));
      this.filter = filter;
    }

    @Override
    Node of(List<Node> others) {
      return new Convolved(name(), filter, others.getFirst(), shape().channels());
    }

    @Override
    void forward(Forward pass) {
      Operation operation = new ConvolutionForward(filter, pass.of(input()), pass.output(this));
      pass.add(this, operation);
    }

    @Override
    void backward(Backward pass) {
      pass.add(
          new ConvolutionBackward(
              filter, pass.of(input()), pass.gradient(this), pass.wanted(input())));
    }
  }
}

package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.AdaptiveAverage;
import dev.convoy.cnn.kernels.Shape;
import java.util.List;

/** An average pool to a given extent, whatever the image's, by PyTorch's bins. */
public final class AdaptivePooling extends Module {

  private final int high;
  private final int wide;

  /** To so many rows and columns. */
  public AdaptivePooling(int high, int wide) {
    this.high = high;
    this.wide = wide;
  }

  @Override
  public Node forward(Node x) {
    Shape from = x.shape();
    if (from.height() == high && from.width() == wide) {
      return x;
    }
    return new Pooled(path(), new Shape(from.batch(), from.channels(), high, wide), x);
  }

  private static final class Pooled extends Node {

    Pooled(String name, Shape shape, Node x) {
      super(name, shape, List.of(x));
    }

    @Override
    Node of(List<Node> others) {
      return new Pooled(name(), shape(), others.getFirst());
    }

    @Override
    void forward(Forward pass) {
      pass.add(this, new AdaptiveAverage.Forward(pass.of(input()), pass.output(this)));
    }

    @Override
    void backward(Backward pass) {
      pass.wanted(input())
          .ifPresent(dx -> pass.add(new AdaptiveAverage.Backward(pass.gradient(this), dx)));
    }
  }
}

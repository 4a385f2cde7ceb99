package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.ActivationOperation.MaxoutBackward;
import dev.convoy.cnn.kernels.ActivationOperation.MaxoutForward;
import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.ShapeException;
import java.util.List;
import java.util.Optional;

/**
 * The largest of k linear pieces (Goodfellow et al. 2013): it makes C channels of k times C, the
 * largest of the channels {@code c, C + c, .., (k - 1) C + c}.
 */
public final class Maxout extends Module {

  private final int pieces;

  /**
   * Of so many pieces.
   *
   * @param pieces at least 2
   */
  public Maxout(int pieces) {
    if (pieces < 2) {
      throw new IllegalArgumentException("maxout needs at least 2 pieces, not " + pieces);
    }
    this.pieces = pieces;
  }

  @Override
  public Node forward(Node x) {
    if (x.shape().channels() % pieces != 0) {
      throw new ShapeException(
          "%s takes the largest of %d pieces but gets %s from %s: make its channels a multiple of %d"
              .formatted(path(), pieces, x.shape(), x.name(), pieces));
    }
    return new Largest(path(), pieces, x);
  }

  private static final class Largest extends Node {

    private final int pieces;

    Largest(String name, int pieces, Node x) {
      super(name, narrowed(x.shape(), pieces), List.of(x));
      this.pieces = pieces;
    }

    private static Shape narrowed(Shape x, int pieces) {
      return new Shape(x.batch(), x.channels() / pieces, x.height(), x.width());
    }

    @Override
    Optional<ActivationLayer> activation(Forward pass) {
      return Optional.of(new ActivationLayer(name(), Optional.empty(), pass.of(this)));
    }

    @Override
    Node of(List<Node> others) {
      return new Largest(name(), pieces, others.getFirst());
    }

    @Override
    void forward(Forward pass) {
      pass.add(this, new MaxoutForward(pass.of(input()), pass.output(this)));
    }

    @Override
    void backward(Backward pass) {
      pass.wanted(input())
          .ifPresent(
              dx ->
                  pass.add(
                      new MaxoutBackward(
                          pass.of(input()), pass.of(this), pass.gradient(this), dx)));
    }
  }
}

package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.Operation;
import java.util.List;

/**
 * Inverted dropout (Srivastava et al. 2014): in training each value is dropped with probability
 * {@code rate} and the others are scaled up, so that evaluation has nothing to do.
 */
public final class Dropout extends Module {

  private double rate;

  /**
   * The masks are a function of the run's seed, the layer's name, the step and the value's index.
   *
   * @param rate in [0, 1)
   */
  public Dropout(double rate) {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("dropout must be in [0, 1), not " + rate);
    }
    this.rate = rate;
  }

  @Override
  void stopDropping() {
    rate = 0;
  }

  @Override
  public Node forward(Node x) {
    return rate == 0 ? x : new Dropped(path(), rate, 1, x);
  }

  /** What is left of a value. */
  static final class Dropped extends Node {

    private final double rate;
    private final int together;

    Dropped(String name, double rate, int together, Node x) {
      super(name, x.shape(), List.of(x));
      this.rate = rate;
      this.together = together;
    }

    @Override
    Node of(List<Node> others) {
      return new Dropped(name(), rate, together, others.getFirst());
    }

    @Override
    void forward(Forward pass) {
      if (pass.training()) {
        pass.add(
            this,
            new Operation.Dropout(rate, layer(), together, pass.of(input()), pass.output(this)));
      } else {
        pass.pass(this, input());
      }
    }

    @Override
    void backward(Backward pass) {
      pass.wanted(input())
          .ifPresent(
              dx ->
                  pass.add(
                      new Operation.Dropout(rate, layer(), together, pass.gradient(this), dx)));
    }

    private long layer() {
      return name().hashCode();
    }
  }
}

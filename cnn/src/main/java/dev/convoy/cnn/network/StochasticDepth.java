package dev.convoy.cnn.network;

/**
 * Stochastic depth (Huang et al. 2016), inverted as dropout is: in training an image's residual
 * branch is dropped with probability {@code rate}, else scaled up, so that evaluation has nothing
 * to do. Each image is drawn by itself, PyTorch's mode {@code row}.
 */
public final class StochasticDepth extends Module {

  private double rate;

  /**
   * The masks are a function of the run's seed, the layer's name, the step and the image's place.
   *
   * @param rate in [0, 1)
   */
  public StochasticDepth(double rate) {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("stochastic depth must be in [0, 1), not " + rate);
    }
    this.rate = rate;
  }

  @Override
  void stopDropping() {
    rate = 0;
  }

  @Override
  public Node forward(Node x) {
    return rate == 0 ? x : new Dropout.Dropped(path(), rate, x.shape().features(), x);
  }
}

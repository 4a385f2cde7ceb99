package dev.convoy.cnn.kernels;

import java.util.List;

/** Local response norm across channels (Krizhevsky et al. 2012, section 3.3). */
public sealed interface LocalResponse extends Operation {

  /**
   * {@code y = x / (k + alpha * sum of squares over n channels around) ^ beta}.
   *
   * @param size the paper's n, odd
   * @param alpha the paper's; PyTorch's is n times as large
   */
  record Constants(int size, double alpha, double beta, double k) {

    /** The paper's own. */
    public static final Constants ALEXNET = new Constants(5, 1e-4, 0.75, 2);
  }

  /** y of x. */
  record Forward(Constants constants, Tensor x, Tensor y) implements LocalResponse {
    @Override
    public List<Tensor> reads() {
      return List.of(x);
    }

    @Override
    public List<Tensor> writes() {
      return List.of(y);
    }
  }

  /** Gradient of x. */
  record Backward(Forward forward, Tensor dy, Tensor dx) implements LocalResponse {
    @Override
    public List<Tensor> reads() {
      return List.of(forward.x(), dy);
    }

    @Override
    public List<Tensor> writes() {
      return List.of(dx);
    }
  }
}

package dev.convoy.cnn.kernels;

import java.util.List;

/**
 * An average pool to a given extent, by PyTorch's bins: output i of {@code out} is the mean of the
 * inputs from {@code floor(i in / out)} to {@code ceil((i + 1) in / out)}, exclusive. Bins may
 * overlap, and an image may grow.
 */
public sealed interface AdaptiveAverage extends Operation {

  /** Where an output's bin begins. */
  static int begin(int output, int in, int out) {
    return Math.floorDiv(output * in, out);
  }

  /** Where an output's bin ends, exclusive. */
  static int end(int output, int in, int out) {
    return Math.ceilDiv((output + 1) * in, out);
  }

  /** y of x. */
  record Forward(Tensor x, Tensor y) implements AdaptiveAverage {
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
  record Backward(Tensor dy, Tensor dx) implements AdaptiveAverage {
    @Override
    public List<Tensor> reads() {
      return List.of(dy);
    }

    @Override
    public List<Tensor> writes() {
      return List.of(dx);
    }
  }
}

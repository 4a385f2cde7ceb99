package dev.convoy.cnn.kernels;

import java.util.List;
import java.util.Optional;

/** What nonlinearities compute. */
public sealed interface ActivationOperation extends Operation {

  /** {@code y = activation(x)}. */
  record Forward(Activation activation, Tensor x, Tensor y) implements ActivationOperation {
    @Override
    public List<Tensor> reads() {
      return List.of(x);
    }

    @Override
    public List<Tensor> writes() {
      return List.of(y);
    }

    @Override
    public Optional<Tensor> mayOverwrite() {
      return Optional.of(x);
    }
  }

  /** {@code dx = dy} times the derivative, which follows from y. */
  record Backward(Activation activation, Tensor y, Tensor dy, Tensor dx)
      implements ActivationOperation {
    @Override
    public List<Tensor> reads() {
      return List.of(dy, y);
    }

    @Override
    public List<Tensor> writes() {
      return List.of(dx);
    }

    @Override
    public Optional<Tensor> mayOverwrite() {
      return Optional.of(dy);
    }
  }

  /**
   * {@code y = x > 0 ? x : slope x} with one learned slope (He et al. 2015; PReLU).
   *
   * @param slope one value
   */
  record PreluForward(Parameter slope, Tensor x, Tensor y) implements ActivationOperation {
    @Override
    public List<Parameter> parameters() {
      return List.of(slope);
    }

    @Override
    public List<Tensor> reads() {
      return List.of(x);
    }

    @Override
    public List<Tensor> writes() {
      return List.of(y);
    }

    @Override
    public Optional<Tensor> mayOverwrite() {
      return Optional.of(x);
    }
  }

  /** Gradients of the slope and of x. */
  record PreluBackward(Parameter slope, Tensor x, Tensor dy, Tensor dx)
      implements ActivationOperation {
    @Override
    public List<Tensor> reads() {
      return List.of(dy, x);
    }

    @Override
    public List<Tensor> writes() {
      return List.of(dx);
    }

    @Override
    public Optional<Tensor> mayOverwrite() {
      return Optional.of(dy);
    }
  }

  /**
   * The largest of k pieces (Goodfellow et al. 2013): channel c of y is the largest of the channels
   * {@code c, C + c, .., (k - 1) C + c} of x, C being the channels of y.
   */
  record MaxoutForward(Tensor x, Tensor y) implements ActivationOperation {
    @Override
    public List<Tensor> reads() {
      return List.of(x);
    }

    @Override
    public List<Tensor> writes() {
      return List.of(y);
    }
  }

  /** Gradient of x: dy where a piece was the largest, the first of equals, else 0. */
  record MaxoutBackward(Tensor x, Tensor y, Tensor dy, Tensor dx) implements ActivationOperation {
    @Override
    public List<Tensor> reads() {
      return List.of(x, y, dy);
    }

    @Override
    public List<Tensor> writes() {
      return List.of(dx);
    }
  }
}

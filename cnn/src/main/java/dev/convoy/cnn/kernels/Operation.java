package dev.convoy.cnn.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One entry of a compiled network's list: what is computed from which tensors into which. Each
 * record says what it reads and writes, from which the arena is planned.
 */
public sealed interface Operation
    permits NormOperation,
        FoldedConvolution,
        ActivationOperation,
        Operation.ConvolutionForward,
        Operation.ConvolutionBackward,
        Operation.PoolForward,
        Operation.PoolBackward,
        Operation.LinearForward,
        Operation.LinearBackward,
        Operation.Dropout,
        Operation.Add,
        Operation.SoftmaxLoss,
        ChannelGather,
        LocalResponse,
        AdaptiveAverage {

  /** Tensors read. */
  List<Tensor> reads();

  /** Tensors written whole. */
  List<Tensor> writes();

  /** Parameters whose values it reads; they are stored as the first to do so likes. */
  default List<Parameter> parameters() {
    return List.of();
  }

  /** A tensor read whose memory the first one written may take, if nobody needs it any more. */
  default Optional<Tensor> mayOverwrite() {
    return Optional.empty();
  }

  /**
   * Weights of a convolution and where they slide.
   *
   * @param bias absent if a norm follows
   * @param groups channels are cut into this many independent convolutions
   */
  record Filter(Parameter weights, Optional<Parameter> bias, Window window, int groups) {

    /** Weights and, if there, bias. */
    public List<Parameter> parameters() {
      return Stream.concat(Stream.of(weights), bias.stream()).toList();
    }
  }

  /** {@code y = x * w + b}. */
  record ConvolutionForward(Filter filter, Tensor x, Tensor y) implements Operation {
    @Override
    public List<Parameter> parameters() {
      return filter.parameters();
    }

    @Override
    public List<Tensor> reads() {
      return List.of(x);
    }

    @Override
    public List<Tensor> writes() {
      return List.of(y);
    }
  }

  /** Gradients of the weights, the bias and, unless it is the network's input, of x. */
  record ConvolutionBackward(Filter filter, Tensor x, Tensor dy, Optional<Tensor> dx)
      implements Operation {
    @Override
    public List<Tensor> reads() {
      return List.of(x, dy);
    }

    @Override
    public List<Tensor> writes() {
      return dx.stream().toList();
    }
  }

  /** What a pool makes of its window. */
  enum Pool {
    /** The largest value; padding never wins. */
    MAX,
    /** The mean, padding counted as zeros. */
    AVERAGE
  }

  /**
   * {@code y = pool(x)}.
   *
   * @param winners where in each window the largest value was, extents as y; absent for an average
   *     and where no gradient is wanted
   */
  record PoolForward(Pool pool, Window window, Tensor x, Tensor y, Optional<Tensor> winners)
      implements Operation {
    @Override
    public List<Tensor> reads() {
      return List.of(x);
    }

    @Override
    public List<Tensor> writes() {
      return Stream.concat(Stream.of(y), winners.stream()).toList();
    }
  }

  /** Gradient of a pool's input. */
  record PoolBackward(PoolForward forward, Tensor dy, Tensor dx) implements Operation {
    @Override
    public List<Tensor> reads() {
      List<Tensor> reads = new ArrayList<>(List.of(dy, forward.x()));
      forward.winners().ifPresent(reads::add);
      return reads;
    }

    @Override
    public List<Tensor> writes() {
      return List.of(dx);
    }
  }

  /** A fully connected layer over each image's values in torchvision's order, C x H x W. */
  record Matrix(Parameter weights, Optional<Parameter> bias) {

    /** Weights and, if there, bias. */
    public List<Parameter> parameters() {
      return Stream.concat(Stream.of(weights), bias.stream()).toList();
    }
  }

  /** {@code y = x w' + b}. */
  record LinearForward(Matrix matrix, Tensor x, Tensor y) implements Operation {
    @Override
    public List<Parameter> parameters() {
      return matrix.parameters();
    }

    @Override
    public List<Tensor> reads() {
      return List.of(x);
    }

    @Override
    public List<Tensor> writes() {
      return List.of(y);
    }
  }

  /** Gradients of the weights, the bias and, unless it is the network's input, of x. */
  record LinearBackward(Matrix matrix, Tensor x, Tensor dy, Optional<Tensor> dx)
      implements Operation {
    @Override
    public List<Tensor> reads() {
      return List.of(x, dy);
    }

    @Override
    public List<Tensor> writes() {
      return dx.stream().toList();
    }
  }

  /**
   * Inverted dropout: {@code y = x / (1 - rate)} where {@link DropoutMask} keeps a value, else 0.
   * Its own gradient, with dy for x.
   *
   * @param layer tells this layer's masks from another's
   * @param together neighbours that share one fate: 1, or all values of an image
   */
  record Dropout(double rate, long layer, int together, Tensor x, Tensor y) implements Operation {
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

  /** {@code y = a + b}. */
  record Add(Tensor a, Tensor b, Tensor y) implements Operation {
    @Override
    public List<Tensor> reads() {
      return List.of(a, b);
    }

    @Override
    public List<Tensor> writes() {
      return List.of(y);
    }

    @Override
    public Optional<Tensor> mayOverwrite() {
      return Optional.of(a);
    }
  }

  /**
   * Softmax cross-entropy. Leaves the loss in the {@link Step}.
   *
   * @param dLogits gradient of the mean loss times the head's weight
   */
  record SoftmaxLoss(Tensor logits, Tensor probabilities, Optional<Tensor> dLogits, Head head)
      implements Operation {
    @Override
    public List<Tensor> reads() {
      return List.of(logits);
    }

    @Override
    public List<Tensor> writes() {
      return Stream.concat(Stream.of(probabilities), dLogits.stream()).toList();
    }
  }
}

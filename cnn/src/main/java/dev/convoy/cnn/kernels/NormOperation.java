package dev.convoy.cnn.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What norms compute, with the residual addition and the activation behind them. */
public sealed interface NormOperation extends Operation {

  /** {@code scale (x - mean) / sqrt(variance + epsilon) + shift}, scale and shift per channel. */
  sealed interface Norm {

    /** Factor of each channel. */
    Parameter scale();

    /** Offset of each channel. */
    Parameter shift();

    /** Added to the variance. */
    double epsilon();

    /** All that it reads. */
    List<Parameter> parameters();

    /** Number of means, and of inverse standard deviations, that it takes of a batch. */
    int moments(Shape x);

    /** Number of channels. */
    default int channels() {
      return scale().elements();
    }
  }

  /**
   * A batch norm (Ioffe and Szegedy 2015), parameters as torchvision names them: moments over N, H
   * and W.
   *
   * @param momentum share of the batch's statistics in the running ones
   */
  record BatchNorm(
      Parameter scale,
      Parameter shift,
      Parameter runningMean,
      Parameter runningVariance,
      double epsilon,
      double momentum)
      implements Norm {

    @Override
    public List<Parameter> parameters() {
      return List.of(scale, shift, runningMean, runningVariance);
    }

    @Override
    public int moments(Shape x) {
      return x.channels();
    }
  }

  /**
   * A group norm (Wu and He 2018): moments over H, W and the channels of a group, of each image by
   * itself, in training and in evaluation. One group makes it the layer norm over C, H and W, as
   * many groups as channels the instance norm.
   *
   * @param groups divides the number of channels
   */
  record GroupNorm(Parameter scale, Parameter shift, int groups, double epsilon) implements Norm {

    @Override
    public List<Parameter> parameters() {
      return List.of(scale, shift);
    }

    @Override
    public int moments(Shape x) {
      return x.batch() * groups;
    }
  }

  /**
   * {@code y = activation(norm(x) + residual)} by the moments of x, which it keeps; a batch norm
   * mixes them into the running ones.
   *
   * @param statistics all means and then all inverse standard deviations, {@code 1 x 2M x 1 x 1};
   *     those of a group norm image by image
   */
  record Forward(
      Norm norm, Tensor x, Optional<Tensor> residual, Clamp activation, Tensor y, Tensor statistics)
      implements NormOperation {
    @Override
    public List<Parameter> parameters() {
      return norm.parameters();
    }

    @Override
    public List<Tensor> reads() {
      return Stream.concat(Stream.of(x), residual.stream()).toList();
    }

    @Override
    public List<Tensor> writes() {
      return List.of(y, statistics);
    }

    @Override
    public Optional<Tensor> mayOverwrite() {
      return Optional.of(x);
    }
  }

  /**
   * Gradients of scale, shift, x and the residual, from one or two gradients of y, which add up.
   *
   * @param forward what is differentiated
   * @param dResidual the summed and masked gradient of y; there if and only if it is needed beside
   *     dx or differs from dy
   */
  record Backward(
      Forward forward, Tensor dy, Optional<Tensor> secondDy, Tensor dx, Optional<Tensor> dResidual)
      implements NormOperation {

    /** Whether the summed and masked gradient of y is written, rather than masked on the fly. */
    public boolean storesSum() {
      boolean maskNeedsY = forward.residual().isPresent() && forward.activation() != Clamp.NONE;
      return secondDy.isPresent() || dResidual.isPresent() || maskNeedsY;
    }

    @Override
    public List<Tensor> reads() {
      List<Tensor> reads = new ArrayList<>(List.of(forward.x(), forward.statistics(), dy));
      secondDy.ifPresent(reads::add);
      if (storesSum()) {
        reads.add(forward.y());
      }
      return reads;
    }

    @Override
    public List<Tensor> writes() {
      return Stream.concat(dResidual.stream(), Stream.of(dx)).toList();
    }

    @Override
    public Optional<Tensor> mayOverwrite() {
      return Optional.of(dy);
    }
  }

  /** {@code y = activation(norm(x) + residual)} by the running statistics. */
  record Inference(BatchNorm norm, Tensor x, Optional<Tensor> residual, Clamp activation, Tensor y)
      implements NormOperation {
    @Override
    public List<Parameter> parameters() {
      return norm.parameters();
    }

    @Override
    public List<Tensor> reads() {
      return Stream.concat(Stream.of(x), residual.stream()).toList();
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
}

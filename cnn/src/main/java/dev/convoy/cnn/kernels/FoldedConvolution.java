package dev.convoy.cnn.kernels;

import dev.convoy.cnn.kernels.NormOperation.BatchNorm;
import dev.convoy.cnn.kernels.Operation.Filter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A convolution with the batch norm behind it folded into its weights, for in evaluation a norm by
 * its running statistics is linear: {@code y = activation(w' * x + b' + residual)}, where {@code w'
 * = w s}, {@code b' = shift - mean s} and {@code s = scale / sqrt(variance + epsilon)}.
 *
 * @param filter without a bias
 */
public record FoldedConvolution(
    Filter filter, BatchNorm norm, Tensor x, Optional<Tensor> residual, Clamp activation, Tensor y)
    implements Operation {

  /** Joins a convolution and the norm of what it makes. */
  public FoldedConvolution(ConvolutionForward convolution, NormOperation.Inference norm) {
    this(
        convolution.filter(),
        norm.norm(),
        convolution.x(),
        norm.residual(),
        norm.activation(),
        norm.y());
  }

  @Override
  public List<Parameter> parameters() {
    return Stream.concat(filter.parameters().stream(), norm.parameters().stream()).toList();
  }

  @Override
  public List<Tensor> reads() {
    return Stream.concat(Stream.of(x), residual.stream()).toList();
  }

  @Override
  public List<Tensor> writes() {
    return List.of(y);
  }
}

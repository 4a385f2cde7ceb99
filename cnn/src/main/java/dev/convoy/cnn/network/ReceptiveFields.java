package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.AdaptiveAverage;
import dev.convoy.cnn.kernels.Operation;
import dev.convoy.cnn.kernels.Operation.ConvolutionForward;
import dev.convoy.cnn.kernels.Operation.LinearForward;
import dev.convoy.cnn.kernels.Operation.PoolForward;
import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.Tensor;
import dev.convoy.cnn.kernels.Window;
import java.util.HashMap;
import java.util.Map;

/** The receptive fields of a network's tensors, from the image on. */
final class ReceptiveFields {

  private final Map<Tensor, ReceptiveField> known = new HashMap<>();

  /** Works out that of an operation's outputs, after those before it. */
  ReceptiveField add(Operation operation) {
    ReceptiveField inputs =
        operation.reads().stream()
            .map(read -> known.getOrDefault(read, ReceptiveField.PIXEL))
            .reduce(ReceptiveField.PIXEL, ReceptiveField::and);
    ReceptiveField field = through(operation, inputs);
    operation.writes().forEach(output -> known.put(output, field));
    return field;
  }

  private static ReceptiveField through(Operation operation, ReceptiveField inputs) {
    if (operation instanceof ConvolutionForward convolution) {
      return over(inputs, convolution.filter().window());
    }
    if (operation instanceof PoolForward pool) {
      return over(inputs, pool.window());
    }
    if (operation instanceof LinearForward linear) {
      Shape whole = linear.x().shape();
      return inputs.window(whole.height(), whole.width(), 1);
    }
    return operation instanceof AdaptiveAverage.Forward pool ? bins(inputs, pool) : inputs;
  }

  private static ReceptiveField over(ReceptiveField inputs, Window window) {
    return inputs.window(window.height(), window.width(), window.stride());
  }

  private static ReceptiveField bins(ReceptiveField inputs, AdaptiveAverage.Forward pool) {
    Shape from = pool.x().shape();
    Shape to = pool.y().shape();
    return inputs.window(
        Math.ceilDiv(from.height(), to.height()),
        Math.ceilDiv(from.width(), to.width()),
        Math.max(1, from.height() / to.height()));
  }
}

package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.ActivationOperation;
import dev.convoy.cnn.kernels.AdaptiveAverage;
import dev.convoy.cnn.kernels.ChannelGather;
import dev.convoy.cnn.kernels.Clamp;
import dev.convoy.cnn.kernels.FoldedConvolution;
import dev.convoy.cnn.kernels.LocalResponse;
import dev.convoy.cnn.kernels.NormOperation;
import dev.convoy.cnn.kernels.Operation;
import dev.convoy.cnn.kernels.Operation.Filter;
import dev.convoy.cnn.kernels.Tensor;
import dev.convoy.cnn.kernels.Window;
import java.util.Locale;
import java.util.Optional;

/** Operations in words, for people. */
final class Kinds {

  private Kinds() {}

  static String of(Operation operation) {
    return switch (operation) {
      case Operation.ConvolutionForward op -> convolution(op.filter());
      case FoldedConvolution op -> convolution(op.filter()) + ", norm folded";
      case Operation.LinearForward op -> "linear";
      case Operation.PoolForward op ->
          op.pool().name().toLowerCase(Locale.ROOT) + " pool " + window(op.window());
      case NormOperation.Inference op -> norm("batch norm", op.residual(), op.activation());
      case NormOperation.Forward op -> norm("norm", op.residual(), op.activation());
      case ActivationOperation op -> "activation";
      case LocalResponse op -> "local response norm";
      case AdaptiveAverage op -> "adaptive average pool";
      case ChannelGather op -> "channels, %d joined".formatted(op.parts().size());
      case Operation.Add op -> "add";
      case Operation.Dropout op -> "dropout";
      case Operation.SoftmaxLoss op -> "softmax loss";
      case NormOperation.Backward op -> throw notForward(op);
      case Operation.ConvolutionBackward op -> throw notForward(op);
      case Operation.LinearBackward op -> throw notForward(op);
      case Operation.PoolBackward op -> throw notForward(op);
    };
  }

  private static IllegalArgumentException notForward(Operation operation) {
    return new IllegalArgumentException(operation + " is no layer");
  }

  private static String convolution(Filter filter) {
    String text = "convolution " + window(filter.window());
    if (filter.groups() == 1) {
      return text;
    }
    return filter.groups() == filter.weights().extent(0)
        ? "depthwise " + text
        : text + ", %d groups".formatted(filter.groups());
  }

  private static String window(Window window) {
    String sides = window.height() + "x" + window.width();
    return window.stride() == 1 ? sides : sides + " / " + window.stride();
  }

  private static String norm(String name, Optional<Tensor> residual, Clamp activation) {
    String added = residual.isPresent() ? name + ", add" : name;
    return activation == Clamp.NONE
        ? added
        : added + ", " + activation.name().toLowerCase(Locale.ROOT);
  }
}

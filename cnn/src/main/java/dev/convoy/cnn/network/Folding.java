package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.FoldedConvolution;
import dev.convoy.cnn.kernels.NormOperation;
import dev.convoy.cnn.kernels.Operation;
import dev.convoy.cnn.kernels.Operation.ConvolutionForward;
import dev.convoy.cnn.kernels.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Folds every batch norm into the convolution before it, where nobody else sees the value in
 * between. For evaluation alone, and for parameters that no training step changes.
 */
final class Folding {

  private final Map<Tensor, ConvolutionForward> convolutions = new HashMap<>();
  private final Map<Tensor, Integer> reads = new HashMap<>();

  private Folding(List<Operation> operations) {
    for (Operation operation : operations) {
      operation.reads().forEach(tensor -> reads.merge(tensor, 1, Integer::sum));
      if (operation instanceof ConvolutionForward convolution
          && convolution.filter().bias().isEmpty()) {
        convolutions.put(convolution.y(), convolution);
      }
    }
  }

  /** The operations with norms folded, in order. */
  static List<Operation> of(List<Operation> operations) {
    Folding folding = new Folding(operations);
    List<Operation> folded = new ArrayList<>(operations);
    for (Operation operation : operations) {
      if (operation instanceof NormOperation.Inference norm) {
        folding
            .before(norm)
            .ifPresent(
                convolution -> {
                  folded.set(folded.indexOf(norm), new FoldedConvolution(convolution, norm));
                  folded.remove(convolution);
                });
      }
    }
    return List.copyOf(folded);
  }

  /** The convolution that a norm can be folded into. */
  private Optional<ConvolutionForward> before(NormOperation.Inference norm) {
    return Optional.ofNullable(convolutions.get(norm.x()))
        .filter(convolution -> reads.getOrDefault(norm.x(), 0) == 1);
  }
}

package dev.convoy.protocol.spec;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The network.
 *
 * @param architecture a name of the zoo, such as {@code resnet20}
 * @param norm what stands between a convolution and its nonlinearity where the architecture has a
 *     norm, such as {@code group(8)}
 * @param dropout probability that a unit is dropped before the classifier, in [0, 1)
 * @param activation the nonlinearity, such as {@code leaky-relu(0.1)}; the architecture's own if
 *     absent
 * @param initializer how kernels and matrices start, such as {@code xavier-normal}; the
 *     architecture's own if absent
 * @param width factor of the channels of every hidden layer, above 0; 1 if absent
 * @param stochasticDepth probability that an image skips the last residual block in training, in
 *     [0, 1); 0 if absent
 * @param layers of the architecture {@code own}, in order
 */
public record ModelSpec(
    String architecture,
    String norm,
    double dropout,
    Optional<String> activation,
    Optional<String> initializer,
    OptionalDouble width,
    OptionalDouble stochasticDepth,
    Optional<List<LayerSpec>> layers) {

  /** As its paper has it. */
  public static ModelSpec usual(String architecture, double dropout) {
    return new ModelSpec(
        architecture,
        "batch",
        dropout,
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Optional.empty());
  }
}

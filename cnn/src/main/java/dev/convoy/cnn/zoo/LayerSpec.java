package dev.convoy.cnn.zoo;

import java.util.List;
import java.util.Map;

/**
 * A layer of a network of one's own, such as {@code conv} with {@code out=32, kernel=3}.
 *
 * @param name one that {@link #NAMES} lists
 * @param arguments by name; what may be left out has a default
 * @param layers within it, of {@code residual}, {@code repeat}, {@code concat} and {@code sequence}
 */
public record LayerSpec(String name, Map<String, Double> arguments, List<LayerSpec> layers) {

  /** All layers there are, with their arguments; those with {@code =} may be left out. */
  public static final List<String> NAMES =
      List.of(
          "conv(out, kernel, stride=1, padding=kernel/2, groups=1)",
          "depthwise(kernel=3, stride=1, padding=kernel/2)",
          "norm",
          "lrn(size=5, alpha=0.0001, beta=0.75, k=2)",
          "activation",
          "relu",
          "relu6",
          "leaky-relu(slope=0.01)",
          "prelu",
          "elu(alpha=1)",
          "sigmoid",
          "tanh",
          "maxout(pieces=2)",
          "maxpool(size=2, stride=size, padding=0)",
          "avgpool(size=2, stride=size, padding=0)",
          "globalpool",
          "dropout(rate=0.5)",
          "flatten",
          "identity",
          "linear(out)",
          "residual(layers)",
          "repeat(times, layers)",
          "concat(layers)",
          "sequence(layers)");

  /** Copies. */
  public LayerSpec {
    arguments = Map.copyOf(arguments);
    layers = List.copyOf(layers);
  }
}

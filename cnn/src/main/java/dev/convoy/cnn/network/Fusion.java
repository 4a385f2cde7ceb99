package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.Clamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins a norm with the addition and the activation behind it, {@code activation(norm(x) +
 * residual)}, wherever nobody else sees the values in between: one pass over memory, not three.
 */
final class Fusion {

  private final Map<Node, Integer> uses;
  private final Map<Node, Node> fused = new HashMap<>();

  Fusion(List<Node> nodes) {
    uses = Trace.uses(nodes);
    for (Node node : nodes) {
      fused.put(node, fuse(node));
    }
  }

  /** What became of a node. */
  Node fused(Node node) {
    Node result = fused.get(node);
    if (result == null) {
      throw new IllegalArgumentException(node.name() + " is not of this network");
    }
    return result;
  }

  private Node fuse(Node node) {
    List<Node> inputs = node.inputs().stream().map(this::fused).toList();
    return switch (node) {
      case Addition sum when takes(sum, 0) -> ((Normalization) inputs.get(0)).plus(inputs.get(1));
      case Addition sum when takes(sum, 1) -> ((Normalization) inputs.get(1)).plus(inputs.get(0));
      case Nonlinearity layer when layer.activation() instanceof Clamp clamp && takes(layer, 0) ->
          ((Normalization) inputs.getFirst()).then(layer.name(), clamp);
      default -> node.of(inputs);
    };
  }

  private boolean takes(Node node, int operand) {
    Node input = node.inputs().get(operand);
    return fused(input) instanceof Normalization norm
        && uses.getOrDefault(input, 0) == 1
        && (node instanceof Addition ? norm.isPlain() : norm.isLinear());
  }
}

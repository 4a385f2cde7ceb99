package dev.convoy.cnn.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The nodes of a network, each after its inputs.
 *
 * @param nodes from the input to the logits
 */
record Trace(Input input, List<Node> nodes) {

  /** Everything that the logits depend on, norms joined with what follows them. */
  static Trace of(Input input, Node logits) {
    return new Trace(input, ordered(new Fusion(ordered(logits)).fused(logits)));
  }

  Node logits() {
    return nodes.getLast();
  }

  private static List<Node> ordered(Node last) {
    List<Node> nodes = new ArrayList<>();
    visit(last, nodes, new HashSet<>());
    return nodes;
  }

  private static void visit(Node node, List<Node> nodes, Set<Node> seen) {
    if (seen.add(node)) {
      node.inputs().forEach(input -> visit(input, nodes, seen));
      nodes.add(node);
    }
  }

  /** How often each node is an input. */
  static Map<Node, Integer> uses(List<Node> nodes) {
    Map<Node, Integer> uses = new HashMap<>();
    nodes.forEach(node -> node.inputs().forEach(input -> uses.merge(input, 1, Integer::sum)));
    return uses;
  }
}

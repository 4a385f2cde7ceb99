package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.Head;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * The nodes of a network, each after its inputs.
 *
 * @param heads its logits: first those that answer, then any auxiliary ones
 */
record Trace(Input input, List<Node> nodes, SequencedMap<Node, Head> heads) {

  /** Everything that the heads depend on, norms joined with what follows them. */
  static Trace of(Input input, Map<Node, Head> heads) {
    Fusion fusion = new Fusion(ordered(heads.keySet()));
    SequencedMap<Node, Head> fused = new LinkedHashMap<>();
    heads.forEach((node, head) -> fused.put(fusion.fused(node), head));
    return new Trace(input, ordered(fused.keySet()), fused);
  }

  /** Those that answer. */
  Node logits() {
    return heads.firstEntry().getKey();
  }

  /** Without what only auxiliary heads depend on. */
  Trace withoutAuxiliaries() {
    SequencedMap<Node, Head> main = new LinkedHashMap<>();
    main.put(logits(), heads.firstEntry().getValue());
    return new Trace(input, ordered(main.keySet()), main);
  }

  private static List<Node> ordered(Set<Node> ends) {
    Set<Node> seen = new LinkedHashSet<>();
    List<Node> nodes = new ArrayList<>();
    ends.forEach(end -> visit(end, nodes, seen));
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

package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.Operation;
import dev.convoy.cnn.kernels.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects the backward operations of a traced network, from the heads' gradients down. */
final class Backward {

  private final Forward forward;
  private final List<Operation> operations = new ArrayList<>();
  private final Map<Node, List<Tensor>> gradients = new HashMap<>();
  private final Set<Node> wanting = new HashSet<>();

  Backward(Forward forward, Trace trace, Map<Node, Tensor> headGradients) {
    this.forward = forward;
    trace.nodes().stream().filter(this::reachesLearned).forEach(wanting::add);
    headGradients.forEach(this::give);
    trace.nodes().reversed().stream()
        .filter(wanting::contains)
        .forEach(node -> node.backward(this));
  }

  /** Nothing is computed where neither the node nor anything below it is learned. */
  private boolean reachesLearned(Node node) {
    return forward.learns(node) || node.inputs().stream().anyMatch(wanting::contains);
  }

  /** The tensor that holds a node's value. */
  Tensor of(Node node) {
    return forward.of(node);
  }

  /** The operation that computes a node. */
  Operation operation(Node node) {
    return forward.operation(node);
  }

  /** The gradient of a node, all contributions summed. */
  Tensor gradient(Node node) {
    return gradients(node, 1).getFirst();
  }

  /** The contributions to a node's gradient, summed until there are no more than {@code most}. */
  List<Tensor> gradients(Node node, int most) {
    List<Tensor> all = new ArrayList<>(gradients.getOrDefault(node, List.of()));
    while (all.size() > most) {
      Tensor sum = new Tensor(node.name() + " gradient", node.shape());
      add(new Operation.Add(all.removeFirst(), all.removeFirst(), sum));
      all.addFirst(sum);
    }
    return all;
  }

  /** A tensor for a gradient of an input, which counts as given; none if nobody needs it. */
  Optional<Tensor> wanted(Node input) {
    if (!wanting.contains(input)) {
      return Optional.empty();
    }
    Tensor gradient = new Tensor(input.name() + " gradient", input.shape());
    give(input, gradient);
    return Optional.of(gradient);
  }

  /** Adds a contribution to a node's gradient. */
  void give(Node node, Tensor gradient) {
    gradients.computeIfAbsent(node, absent -> new ArrayList<>()).add(gradient);
  }

  void add(Operation operation) {
    operations.add(operation);
  }

  List<Operation> operations() {
    return operations;
  }
}

package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.Operation;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects the forward operations of a traced network. */
final class Forward {

  /** Empty in evaluation. */
  private final Optional<Set<Parameter>> learned;

  private final List<Operation> operations = new ArrayList<>();
  private final Map<Node, Tensor> tensors = new HashMap<>();
  private final Map<Node, Operation> byNode = new HashMap<>();
  private final Set<Parameter> taken = new HashSet<>();

  private Forward(Trace trace, Optional<Set<Parameter>> learned) {
    this.learned = learned;
    trace.nodes().forEach(node -> node.forward(this));
  }

  /** In training, where some layers differ. */
  static Forward training(Trace trace, Set<Parameter> learned) {
    return new Forward(trace, Optional.of(learned));
  }

  /** In evaluation. */
  static Forward evaluation(Trace trace) {
    return new Forward(trace, Optional.empty());
  }

  boolean training() {
    return learned.isPresent();
  }

  /** Whether a parameter is learned in this training; if not, its layer is as in evaluation. */
  boolean learns(Parameter parameter) {
    return learned.isPresent() && learned.get().contains(parameter);
  }

  /** Whether a node's own operation has parameters that are learned. */
  boolean learns(Node node) {
    return Optional.ofNullable(byNode.get(node)).stream()
        .flatMap(operation -> operation.parameters().stream())
        .anyMatch(this::learns);
  }

  /** The tensor that holds a node's value. */
  Tensor of(Node node) {
    Tensor tensor = tensors.get(node);
    if (tensor == null) {
      throw new IllegalArgumentException(node.name() + " isn't computed yet");
    }
    return tensor;
  }

  /** A new tensor for a node's value. */
  Tensor output(Node node) {
    Tensor tensor = new Tensor(node.name(), node.shape());
    tensors.put(node, tensor);
    return tensor;
  }

  /** Lets a node's value be another's: the layer does nothing for this purpose. */
  void pass(Node node, Node same) {
    tensors.put(node, of(same));
  }

  /**
   * Adds a node's operation.
   *
   * @throws SharedLayerException if another node's has a parameter that it would learn
   */
  void add(Node node, Operation operation) {
    operation.parameters().stream()
        .filter(this::learns)
        .filter(parameter -> !taken.add(parameter))
        .findFirst()
        .ifPresent(
            parameter -> {
              throw new SharedLayerException(node.name(), parameter);
            });
    operations.add(operation);
    byNode.put(node, operation);
  }

  /** The operation a node has added. */
  Operation operation(Node node) {
    Operation operation = byNode.get(node);
    if (operation == null) {
      throw new IllegalArgumentException(node.name() + " has no operation");
    }
    return operation;
  }

  List<Operation> operations() {
    return operations;
  }
}

package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.Operation;
import dev.convoy.cnn.kernels.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects the forward operations of a traced network. */
final class Forward {

  /** What the operations are for: some layers differ. */
  enum Purpose {
    TRAINING,
    EVALUATION
  }

  private final Purpose purpose;
  private final List<Operation> operations = new ArrayList<>();
  private final Map<Node, Tensor> tensors = new HashMap<>();
  private final Map<Node, Operation> byNode = new HashMap<>();

  Forward(Purpose purpose, Trace trace) {
    this.purpose = purpose;
    trace.nodes().forEach(node -> node.forward(this));
  }

  boolean training() {
    return purpose == Purpose.TRAINING;
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

  /** Adds a node's operation. */
  void add(Node node, Operation operation) {
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

package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.Head;
import dev.convoy.cnn.kernels.Operation;
import dev.convoy.cnn.kernels.Operation.SoftmaxLoss;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The flat list of operations of a traced network for one purpose.
 *
 * @param input written from outside
 * @param answer the main head's loss, whose logits and probabilities are read from outside
 * @param activations the nonlinearities among the operations, in training
 */
record Listing(
    List<Operation> operations,
    Tensor input,
    SoftmaxLoss answer,
    List<ActivationLayer> activations) {

  /**
   * Forward, loss of all heads and backward.
   *
   * @param learned the parameters whose gradients are wanted
   */
  static Listing training(Trace trace, Set<Parameter> learned) {
    Forward forward = Forward.training(trace, learned);
    List<SoftmaxLoss> losses = new ArrayList<>();
    Map<Node, Tensor> gradients = new LinkedHashMap<>();
    trace
        .heads()
        .forEach(
            (node, head) -> {
              Tensor gradient = new Tensor(node.name() + " loss gradient", node.shape());
              gradients.put(node, gradient);
              losses.add(loss(forward.of(node), Optional.of(gradient), head));
            });
    List<Operation> all = new ArrayList<>(forward.operations());
    all.addAll(losses);
    all.addAll(new Backward(forward, trace, gradients).operations());
    List<ActivationLayer> activations =
        trace.nodes().stream().flatMap(node -> node.activation(forward).stream()).toList();
    return new Listing(all, forward.of(trace.input()), losses.getFirst(), activations);
  }

  /** Forward and loss of the main head alone. */
  static Listing evaluation(Trace trace) {
    Trace answering = trace.withoutAuxiliaries();
    return evaluation(answering, Forward.evaluation(answering));
  }

  /** What was collected of a trace for evaluation, and the loss of its main head. */
  static Listing evaluation(Trace trace, Forward forward) {
    List<Operation> all = new ArrayList<>(forward.operations());
    SoftmaxLoss loss = loss(forward.of(trace.logits()), Optional.empty(), new Head.Main());
    all.add(loss);
    return new Listing(all, forward.of(trace.input()), loss, List.of());
  }

  /** With batch norms folded into convolutions, for parameters that no step changes. */
  Listing folded() {
    return new Listing(Folding.of(operations), input, answer, activations);
  }

  /** All that reads parameters, auxiliary heads too, as evaluation has it. */
  static List<Operation> everything(Trace trace) {
    return Forward.evaluation(trace).operations();
  }

  private static SoftmaxLoss loss(Tensor logits, Optional<Tensor> gradient, Head head) {
    Tensor probabilities = new Tensor(logits.name() + " probabilities", logits.shape());
    return new SoftmaxLoss(logits, probabilities, gradient, head);
  }

  ArenaPlan plan() {
    return new ArenaPlan(operations, List.of(input, answer.logits(), answer.probabilities()));
  }
}

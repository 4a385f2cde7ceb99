package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.Operation;
import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The flat list of operations of a traced network for one purpose.
 *
 * @param input written from outside
 * @param probabilities read from outside
 */
record Listing(List<Operation> operations, Tensor input, Tensor probabilities) {

  /** Forward, loss and backward. */
  static Listing training(Trace trace) {
    Forward forward = new Forward(Forward.Purpose.TRAINING, trace);
    Tensor logits = forward.of(trace.logits());
    Tensor dLogits = new Tensor("loss gradient", logits.shape());
    Tensor probabilities = probabilities(logits.shape());
    List<Operation> all = new ArrayList<>(forward.operations());
    all.add(new Operation.SoftmaxLoss(logits, probabilities, Optional.of(dLogits)));
    all.addAll(new Backward(forward, trace, dLogits).operations());
    return new Listing(all, forward.of(trace.input()), probabilities);
  }

  /** Forward and loss. */
  static Listing evaluation(Trace trace) {
    Forward forward = new Forward(Forward.Purpose.EVALUATION, trace);
    Tensor logits = forward.of(trace.logits());
    Tensor probabilities = probabilities(logits.shape());
    List<Operation> all = new ArrayList<>(forward.operations());
    all.add(new Operation.SoftmaxLoss(logits, probabilities, Optional.empty()));
    return new Listing(all, forward.of(trace.input()), probabilities);
  }

  private static Tensor probabilities(Shape logits) {
    return new Tensor("probabilities", logits);
  }

  ArenaPlan plan() {
    return new ArenaPlan(operations, List.of(input, probabilities));
  }
}

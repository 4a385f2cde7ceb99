package dev.convoy.cnn.kernels.nd4j;

import dev.convoy.cnn.kernels.Head;
import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Operation.SoftmaxLoss;
import dev.convoy.cnn.kernels.Placement;
import dev.convoy.cnn.kernels.Step;
import dev.convoy.cnn.kernels.Tensor;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Softmax and its cross-entropy, computed on the host, for it is small. */
final class Nd4jSoftmaxLoss implements Op {

  private final INDArray logits;
  private final INDArray probabilities;
  private final Optional<INDArray> dLogits;
  private final Head head;
  private final Step step;

  Nd4jSoftmaxLoss(SoftmaxLoss op, Placement at, Step step) {
    logits = matrix(op.logits(), at);
    probabilities = matrix(op.probabilities(), at);
    dLogits = op.dLogits().map(tensor -> matrix(tensor, at));
    head = op.head();
    this.step = step;
  }

  private static INDArray matrix(Tensor tensor, Placement at) {
    return Nd4jKernels.array(tensor, at).reshape(tensor.shape().batch(), tensor.shape().channels());
  }

  @Override
  public void run() {
    double[][] rows = logits.castTo(DataType.DOUBLE).toDoubleMatrix();
    double[][] gradient = new double[rows.length][];
    double loss = 0;
    int correct = 0;
    for (int row = 0; row < rows.length; row++) {
      int label = step.labels()[row];
      boolean counts = row < step.rows();
      correct += counts && largest(rows[row]) == label ? 1 : 0;
      softmax(rows[row]);
      double[] targets = targets(row, rows[row].length);
      loss += counts ? crossEntropy(targets, rows[row]) : 0;
      gradient[row] = gradient(rows[row], targets, counts ? head.weight() / step.rows() : 0);
    }
    probabilities.assign(Nd4j.createFromArray(rows));
    dLogits.ifPresent(array -> array.assign(Nd4j.createFromArray(gradient)));
    head.report(step, loss, correct);
  }

  private static int largest(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  private static void softmax(double[] values) {
    double top = values[largest(values)];
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.exp(values[i] - top);
      sum += values[i];
    }
    for (int i = 0; i < values.length; i++) {
      values[i] /= sum;
    }
  }

  private double[] targets(int row, int classes) {
    double[] targets = new double[classes];
    for (int c = 0; c < classes; c++) {
      targets[c] = step.targets().of(row, c, classes);
    }
    return targets;
  }

  private static double crossEntropy(double[] targets, double[] probabilities) {
    double sum = 0;
    for (int c = 0; c < targets.length; c++) {
      sum -= targets[c] == 0 ? 0 : targets[c] * Math.log(probabilities[c]);
    }
    return sum;
  }

  private static double[] gradient(double[] probabilities, double[] targets, double share) {
    double[] gradient = probabilities.clone();
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = (gradient[i] - targets[i]) * share;
    }
    return gradient;
  }
}

package dev.convoy.cnn.kernels.vector;

import dev.convoy.cnn.kernels.Head;
import dev.convoy.cnn.kernels.Op;
import dev.convoy.cnn.kernels.Operation.SoftmaxLoss;
import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.Step;
import dev.convoy.cnn.kernels.Targets;

/** Softmax, its cross-entropy with the targets, and the gradient; rows by rows, in double. */
public final class SoftmaxLossOp implements Op {

  /** Addresses; {@code dLogits} is 0 if no gradient is wanted. */
  public record Addresses(long logits, long probabilities, long dLogits) {}

  private final Team team;
  private final int classes;
  private final Addresses at;
  private final Step step;
  private final Head head;
  private final double[] losses;
  private final int[] hits;
  private final Team.Task task = this::share;

  /** For as many images as there are rows of logits. */
  public SoftmaxLossOp(Team team, SoftmaxLoss operation, Addresses at, Step step) {
    Shape logits = operation.logits().shape();
    this.team = team;
    this.at = at;
    this.step = step;
    head = operation.head();
    classes = logits.channels();
    losses = new double[logits.batch()];
    hits = new int[logits.batch()];
  }

  @Override
  public void run() {
    team.run(task);
    double loss = 0;
    int correct = 0;
    for (int row = 0; row < step.rows(); row++) {
      loss += losses[row];
      correct += hits[row];
    }
    head.report(step, loss, correct);
  }

  private void share(int member) {
    int end = (int) team.begin(losses.length, member + 1);
    for (int row = (int) team.begin(losses.length, member); row < end; row++) {
      softmax(row);
      if (at.dLogits() != 0) {
        gradient(row);
      }
    }
  }

  private void softmax(int row) {
    long from = at.logits() + 4L * row * classes;
    long to = at.probabilities() + 4L * row * classes;
    int best = 0;
    for (int c = 1; c < classes; c++) {
      best = Lanes.get(from + 4L * c) > Lanes.get(from + 4L * best) ? c : best;
    }
    double largest = Lanes.get(from + 4L * best);
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      sum += Math.exp(Lanes.get(from + 4L * c) - largest);
    }
    for (int c = 0; c < classes; c++) {
      Lanes.set(to + 4L * c, (float) (Math.exp(Lanes.get(from + 4L * c) - largest) / sum));
    }
    losses[row] = Math.log(sum) + largest - wanted(row, from);
    hits[row] = best == step.labels()[row] ? 1 : 0;
  }

  /** The logits' mean by the targets. */
  private double wanted(int row, long from) {
    Targets targets = step.targets();
    double label = Lanes.get(from + 4L * targets.labels()[row]);
    double partner = Lanes.get(from + 4L * targets.partner(row));
    double hard = partner + targets.share(row) * (label - partner);
    return targets.smoothing() == 0 ? hard : hard + targets.smoothing() * (mean(from) - hard);
  }

  private double mean(long from) {
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      sum += Lanes.get(from + 4L * c);
    }
    return sum / classes;
  }

  private void gradient(int row) {
    long from = at.probabilities() + 4L * row * classes;
    long to = at.dLogits() + 4L * row * classes;
    float share = row < step.rows() ? (float) head.weight() / step.rows() : 0;
    for (int c = 0; c < classes; c++) {
      float target = (float) step.targets().of(row, c, classes);
      Lanes.set(to + 4L * c, (Lanes.get(from + 4L * c) - target) * share);
    }
  }
}

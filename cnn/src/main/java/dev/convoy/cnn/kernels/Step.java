package dev.convoy.cnn.kernels;

/**
 * What changes from step to step: the operations of a compiled network read their inputs here and
 * leave their loss. Owned by one network, used by one thread.
 */
public final class Step {

  private final long seed;
  private final Targets targets;
  private int rows;
  private long number;
  private double learningRate;
  private double lossSum;
  private double answerLossSum;
  private int correct;

  /**
   * For batches of up to {@code capacity} images.
   *
   * @param seed of all that is random in a step
   */
  public Step(int capacity, long seed) {
    this.seed = seed;
    targets = new Targets(capacity);
  }

  /** Sets the batch's labels; rows from {@code count} on are ignored by the loss. */
  public void batch(int[] classes, int count) {
    targets.set(classes, count);
    rows = count;
  }

  /** Sets a full batch's targets. */
  public void batch(Targets soft) {
    targets.copyFrom(soft, targets.capacity());
    rows = targets.capacity();
  }

  /** Sets the count of steps taken before, and the rate of this one. */
  public void at(long stepNumber, double rate) {
    number = stepNumber;
    learningRate = rate;
  }

  /** Leaves the outcome. */
  public void outcome(double loss, int hits) {
    lossSum = loss;
    answerLossSum = loss;
    correct = hits;
  }

  /** Adds the weighted loss of an auxiliary head. */
  public void addLoss(double loss) {
    lossSum += loss;
  }

  /** The true class of each row. */
  public int[] labels() {
    return targets.labels();
  }

  /** What each row is to be taken for. */
  public Targets targets() {
    return targets;
  }

  /** Of all that is random in a step. */
  public long seed() {
    return seed;
  }

  /** Rows that count. */
  public int rows() {
    return rows;
  }

  /** Steps taken before this one, from 0. */
  public long number() {
    return number;
  }

  /** Of this step. */
  public double learningRate() {
    return learningRate;
  }

  /** The loss summed over the rows, auxiliary heads' weighted in. */
  public double lossSum() {
    return lossSum;
  }

  /** The loss summed over the rows of the head that answers. */
  public double answerLossSum() {
    return answerLossSum;
  }

  /** Rows whose largest logit was the true class. */
  public int correct() {
    return correct;
  }
}

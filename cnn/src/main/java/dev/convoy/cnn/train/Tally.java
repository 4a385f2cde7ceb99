package dev.convoy.cnn.train;

import dev.convoy.cnn.kernels.Step;

/** Adds up losses and hits over batches. */
public final class Tally {

  private double lossSum;
  private long hits;
  private long images;

  void add(Step outcome) {
    lossSum += outcome.lossSum();
    hits += outcome.correct();
    images += outcome.rows();
  }

  /** Mean loss. */
  public double loss() {
    return lossSum / images;
  }

  /** Share of hits, in [0, 1]. */
  public double accuracy() {
    return (double) hits / images;
  }

  /** Images seen. */
  public long images() {
    return images;
  }
}

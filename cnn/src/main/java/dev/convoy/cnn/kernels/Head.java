package dev.convoy.cnn.kernels;

/** One of a network's classifiers: what its loss counts for. */
public sealed interface Head {

  /** What the loss is multiplied by. */
  double weight();

  /** Leaves the sum of the losses and the number of hits in the step. */
  void report(Step step, double loss, int hits);

  /** The one that answers. */
  record Main() implements Head {
    @Override
    public double weight() {
      return 1;
    }

    @Override
    public void report(Step step, double loss, int hits) {
      step.outcome(loss, hits);
    }
  }

  /** One that only helps in training (Szegedy et al. 2015, section 5); comes after the main one. */
  record Auxiliary(double weight) implements Head {
    @Override
    public void report(Step step, double loss, int hits) {
      step.addLoss(weight * loss);
    }
  }
}

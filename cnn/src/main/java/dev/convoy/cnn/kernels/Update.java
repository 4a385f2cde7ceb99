package dev.convoy.cnn.kernels;

/**
 * One entry of what follows the gradients in a step: it changes learned values, or prepares their
 * gradients for that, at the {@link Step}'s rate. It names no tensors, only runs of memory.
 */
public sealed interface Update {

  /**
   * How parameters of a kind are updated, those of one group alike.
   *
   * @param weightDecay factor of the L2 penalty's gradient
   * @param l1 factor of the L1 penalty's gradient
   * @param rateFactor what the step's rate is multiplied with
   */
  record Group(double weightDecay, double l1, double rateFactor) {

    /** The same at another rate. */
    public Group times(double factor) {
      return new Group(weightDecay, l1, rateFactor * factor);
    }
  }

  /**
   * A run of learned values that are updated alike.
   *
   * @param gradients of the same extent
   */
  record Learned(Region values, Region gradients, Group group) {

    /** How many values. */
    public long elements() {
      return values.elements();
    }

    /** The same without an L2 penalty. */
    public Learned withoutDecay() {
      return new Learned(values, gradients, new Group(0, group.l1(), group.rateFactor()));
    }
  }

  /**
   * {@code g += decay w; v = momentum v + g; w -= rate (nesterov ? g + momentum v : v)}.
   *
   * @param velocity of the same extent as the values, zero at first
   */
  record Sgd(Learned at, Region velocity, double momentum, boolean nesterov) implements Update {}

  /**
   * Adam (Kingma and Ba 2015), the penalty in the gradient.
   *
   * @param mean running first moment, zero at first
   * @param square running second moment, zero at first
   */
  record Adam(Learned at, Region mean, Region square, AdamRates rates) implements Update {}

  /**
   * How fast Adam forgets.
   *
   * @param beta1 decay of the first moment
   * @param beta2 decay of the second moment
   * @param epsilon keeps the denominator off zero
   */
  record AdamRates(double beta1, double beta2, double epsilon) {}

  /**
   * RMSprop (Tieleman and Hinton 2012) as PyTorch has it, the penalty in the gradient: {@code s =
   * alpha s + (1 - alpha) g^2; v = momentum v + g / (sqrt(s) + epsilon); w -= rate v}.
   *
   * @param square running second moment, zero at first
   * @param velocity zero at first
   */
  record RmsProp(Learned at, Region square, Region velocity, RmsRates rates) implements Update {}

  /**
   * How fast RMSprop forgets.
   *
   * @param alpha decay of the second moment
   * @param epsilon keeps the denominator off zero
   * @param momentum decay of the velocity; 0: none
   */
  record RmsRates(double alpha, double epsilon, double momentum) {}

  /** {@code w -= rate decay w}: weight decay apart from the gradient (Loshchilov and Hutter). */
  record Shrink(Learned at) implements Update {}

  /** {@code g += l1 sign(w)}: the gradient of an L1 penalty. */
  record Lasso(Learned at) implements Update {}

  /**
   * {@code g *= min(1, limit / (|g| + 1e-6))}, the norm over the whole run (Pascanu et al. 2013),
   * as PyTorch has it.
   */
  record ClipNorm(Region gradients, double limit) implements Update {}

  /** {@code g = max(-limit, min(limit, g))}. */
  record ClipValue(Region gradients, double limit) implements Update {}

  /**
   * {@code a += (1 - d) (w - a)} with {@code d = min(decay, (1 + n) / (10 + n))} after n steps, so
   * that the start is soon forgotten; as TensorFlow has it.
   */
  record Average(Region values, Region averages, double decay) implements Update {

    /** The share of the new value in the average of a step. */
    public double share(Step step) {
      return 1 - Math.min(decay, (1.0 + step.number()) / (10.0 + step.number()));
    }
  }
}

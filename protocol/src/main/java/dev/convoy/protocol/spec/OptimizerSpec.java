package dev.convoy.protocol.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** The update rule. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = OptimizerSpec.Sgd.class, name = "sgd"),
  @JsonSubTypes.Type(value = OptimizerSpec.Adam.class, name = "adam"),
  @JsonSubTypes.Type(value = OptimizerSpec.AdamW.class, name = "adamw"),
  @JsonSubTypes.Type(value = OptimizerSpec.RmsProp.class, name = "rmsprop")
})
public sealed interface OptimizerSpec {

  /** Before the schedule's factor. */
  double learningRate();

  /** Factor of the L2 penalty's gradient. */
  double weightDecay();

  /**
   * Stochastic gradient descent with momentum.
   *
   * @param momentum in [0, 1); 0: none
   * @param nesterov whether the gradient is taken where momentum would lead (Nesterov 1983)
   */
  record Sgd(double learningRate, double weightDecay, double momentum, boolean nesterov)
      implements OptimizerSpec {}

  /**
   * Adam (Kingma and Ba 2015).
   *
   * @param beta1 decay of the first moment, in [0, 1)
   * @param beta2 decay of the second moment, in [0, 1)
   * @param epsilon added to the root of the second moment
   */
  record Adam(double learningRate, double weightDecay, double beta1, double beta2, double epsilon)
      implements OptimizerSpec {}

  /**
   * Adam with weight decay apart from the gradient (Loshchilov and Hutter 2019).
   *
   * @param beta1 decay of the first moment, in [0, 1)
   * @param beta2 decay of the second moment, in [0, 1)
   * @param epsilon added to the root of the second moment
   */
  record AdamW(double learningRate, double weightDecay, double beta1, double beta2, double epsilon)
      implements OptimizerSpec {}

  /**
   * RMSprop (Tieleman and Hinton 2012).
   *
   * @param alpha decay of the second moment, in [0, 1)
   * @param epsilon added to the root of the second moment
   * @param momentum in [0, 1); 0: none
   */
  record RmsProp(
      double learningRate, double weightDecay, double alpha, double epsilon, double momentum)
      implements OptimizerSpec {}
}

package dev.convoy.protocol.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The update rule.
 *
 * @param learningRate before the schedule's factor
 * @param momentum of {@code sgd}; ignored by {@code adam}
 * @param weightDecay factor of the L2 penalty's gradient
 */
public record OptimizerSpec(
    Type type, double learningRate, double momentum, boolean nesterov, double weightDecay) {

  /** The update rules. */
  public enum Type {
    @JsonProperty("sgd")
    SGD,
    @JsonProperty("adam")
    ADAM
  }
}

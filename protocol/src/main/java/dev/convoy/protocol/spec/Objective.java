package dev.convoy.protocol.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What trials are compared by. */
public record Objective(Metric metric, Goal goal) {

  /** Validation accuracy, the larger the better. */
  public static final Objective DEFAULT = new Objective(Metric.VALIDATION_ACCURACY, Goal.MAXIMIZE);

  /** The metrics an epoch reports. */
  public enum Metric {
    @JsonProperty("trainingLoss")
    TRAINING_LOSS,
    @JsonProperty("trainingAccuracy")
    TRAINING_ACCURACY,
    @JsonProperty("validationLoss")
    VALIDATION_LOSS,
    @JsonProperty("validationAccuracy")
    VALIDATION_ACCURACY
  }

  /** Which way is better. */
  public enum Goal {
    @JsonProperty("maximize")
    MAXIMIZE,
    @JsonProperty("minimize")
    MINIMIZE
  }

  /** The value turned so that larger is better whatever the goal; NaN stays NaN. */
  public double score(double value) {
    return goal == Goal.MAXIMIZE ? value : -value;
  }
}

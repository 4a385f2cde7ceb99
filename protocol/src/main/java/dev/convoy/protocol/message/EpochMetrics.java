package dev.convoy.protocol.message;

import dev.convoy.protocol.spec.Objective;

/**
 * What one epoch came to.
 *
 * @param trainingLoss mean cross-entropy in nats over the epoch's batches
 * @param trainingAccuracy share of training images classified right as they were trained on, 0 to 1
 * @param validationLoss mean cross-entropy in nats over the validation split
 * @param validationAccuracy share of validation images classified right, 0 to 1
 * @param learningRate the rate at the epoch's end
 * @param seconds wall time of the epoch, validation included
 * @param imagesPerSecond training throughput
 */
public record EpochMetrics(
    double trainingLoss,
    double trainingAccuracy,
    double validationLoss,
    double validationAccuracy,
    double learningRate,
    double seconds,
    double imagesPerSecond) {

  /** The metric an objective names. */
  public double value(Objective.Metric metric) {
    return switch (metric) {
      case TRAINING_LOSS -> trainingLoss;
      case TRAINING_ACCURACY -> trainingAccuracy;
      case VALIDATION_LOSS -> validationLoss;
      case VALIDATION_ACCURACY -> validationAccuracy;
    };
  }
}

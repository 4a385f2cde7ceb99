package dev.convoy.scheduler.core;

import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.scheduler.Samples;

/**
 * What a seed makes of an experiment: with an even one a loss is to be minimized, with an odd one
 * an accuracy to be maximized. {@code LOW} and {@code HIGH} in stopping rules are values of that
 * metric, easy and hard to reach.
 */
record SimulatedWorld(long seed) {
  static final int EPOCHS = 6;
  static final int TRIALS = 14;

  /** Any learning rate. */
  static final String ENDLESS =
      """
      "batchSize": {"choice": [32, 64]},
      "optimizer": {"learningRate": {"logUniform": [0.001, 0.1]}}
      """;

  /** An experiment of random draws. */
  ExperimentSpec random(String stopping) {
    return random(stopping, "");
  }

  /** An experiment of random draws with limits, each followed by a comma. */
  ExperimentSpec random(String stopping, String limits) {
    return Samples.spec(document(ENDLESS, "\"method\": \"random\"", stopping, limits));
  }

  /**
   * A document.
   *
   * @param training fields of that section
   * @param search fields of that section
   * @param stopping the list of rules
   * @param limits fields of that section, each followed by a comma
   */
  String document(String training, String search, String stopping, String limits) {
    return """
        {"training": {"epochs": %d, %s},
         "search": {%s, "trials": %d, "parallel": 5, "seed": %d},
         "stopping": %s, "objective": {"metric": "%s"}, "ensemble": {"size": 3},
         "limits": {%s"maxRestarts": 100, "failedShare": 1}}
        """
        .formatted(
            EPOCHS,
            training,
            search,
            TRIALS,
            seed,
            stopping.replace("LOW", minimizes() ? "0.6" : "0.4").replace("HIGH", "0.5"),
            minimizes() ? "validationLoss" : "validationAccuracy",
            limits);
  }

  private boolean minimizes() {
    return seed % 2 == 0;
  }
}

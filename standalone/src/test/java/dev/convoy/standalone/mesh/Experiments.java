package dev.convoy.standalone.mesh;

import java.nio.charset.StandardCharsets;

/** Experiments small enough for tests, on generated images. */
final class Experiments {

  private Experiments() {}

  /** Trials of a small network. */
  static byte[] small(int trials, int epochs) {
    return """
    name: small
    dataset: {name: generated}
    model: {architecture: lenet}
    training:
      epochs: %d
      batchSize: 100
      optimizer: {type: sgd, learningRate: {logUniform: [0.01, 0.1]}}
    search: {method: random, trials: %d, parallel: 2, seed: 11}
    ensemble: {size: 2}
    """
        .formatted(epochs, trials)
        .getBytes(StandardCharsets.UTF_8);
  }
}

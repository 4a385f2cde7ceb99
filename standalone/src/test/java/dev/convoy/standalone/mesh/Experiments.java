package dev.convoy.standalone.mesh;

import java.nio.charset.StandardCharsets;

/** Experiments small enough for tests, on generated images. */
final class Experiments {

  private Experiments() {}

  /** The six steps with a small network. */
  static byte[] recipe(String model) {
    return """
    name: recipe
    dataset: {name: generated, size: {image: 16, training: 1000, test: 200}}
    model: %s
    training: {epochs: 3, batchSize: 50}
    search: {method: recipe, trials: 3, coarseTrials: 2, coarseEpochs: 1, parallel: 2, seed: 11}
    ensemble: {size: 2}
    """
        .formatted(model)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** One trial of six tanh layers that begin with too small weights, as in the lecture. */
  static byte[] tanh() {
    String layers =
        "linear(64), tanh, linear(64), tanh, linear(64), tanh, linear(64), tanh, linear(64), tanh,"
            + " linear(64), tanh, linear(10)";
    return """
    name: tanh
    dataset: {name: generated, size: {image: 16, training: 400, test: 100}}
    model: {initializer: small(0.05), layers: [flatten, %s]}
    training: {epochs: 2, batchSize: 40, optimizer: {type: sgd, learningRate: 0.01}}
    search: {method: random, trials: 1, seed: 11}
    ensemble: {size: 1}
    """
        .formatted(layers)
        .getBytes(StandardCharsets.UTF_8);
  }

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

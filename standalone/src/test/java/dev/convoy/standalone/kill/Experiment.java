package dev.convoy.standalone.kill;

import java.nio.charset.StandardCharsets;

/**
 * A small experiment that is real in everything. The network is so wide that saving it takes a
 * while, and the ensemble looks at so many images that scoring it does. Nothing in it depends on
 * the order in which reports arrive.
 */
final class Experiment {
  static final int TRIALS = 3;

  private static final String YAML =
      """
      name: kill-matrix
      dataset: {name: generated, size: {image: 16, training: 2000, test: 3000}}
      model: {layers: ["conv(8, 3)", relu, "maxpool(2)", "linear(2048)", relu, "linear(10)"]}
      training:
        epochs: 3
        batchSize: 50
        optimizer: {type: sgd, momentum: 0.9, learningRate: {logUniform: [0.003, 0.03]}}
      search: {method: random, trials: %d, parallel: 2, seed: 11}
      stopping: [{patience: {epochs: 1}}]
      ensemble: {size: 3, testTimeAugmentation: ["crops(5)"]}
      """;

  private Experiment() {}

  /** The document as a client sends it. */
  static byte[] document() {
    return YAML.formatted(TRIALS).getBytes(StandardCharsets.UTF_8);
  }
}

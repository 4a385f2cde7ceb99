package dev.convoy.protocol.spec;

import java.util.List;

/**
 * Everything a worker needs to train one trial: the experiment's document with every distribution
 * replaced by the value drawn.
 *
 * @param preprocessing {@code none}, {@code mean-image}, {@code channel-mean} or {@code
 *     channel-mean-std}
 */
public record TrialSpec(
    DatasetSpec dataset,
    ModelSpec model,
    String preprocessing,
    List<AugmentationSpec> augmentation,
    TrainingSpec training) {

  public TrialSpec {
    augmentation = List.copyOf(augmentation);
  }
}

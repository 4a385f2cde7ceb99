package dev.convoy.cnn.data;

import java.util.List;

/**
 * What happens to an image between its source and the network. Augmentations of raw pixels come
 * first, because brightness and padding mean something only on the scale 0 to 255 and because the
 * statistics then describe what the network sees; preprocessing comes second; cutout comes last,
 * because its zero is meant to be the mean, and then images of a batch may be mixed. Evaluation
 * preprocesses alone, after cropping to the centre where augmentation makes images smaller.
 * Immutable.
 *
 * @param statistics of the training split
 */
public record Pipeline(
    List<Augmentation> augmentation, PreprocessingStatistics statistics, Softening softening) {

  /** One class an image. */
  public Pipeline(List<Augmentation> augmentation, PreprocessingStatistics statistics) {
    this(augmentation, statistics, Softening.NONE);
  }

  public Pipeline {
    augmentation = List.copyOf(augmentation);
  }

  /** The shape of the images that reach the network. */
  public ImageShape outputShape() {
    ImageShape shape = statistics.shape();
    for (Augmentation step : augmentation) {
      shape = step.output(shape);
    }
    return shape;
  }
}

package dev.convoy.cnn.data;

import java.util.random.RandomGenerator;

/**
 * Pads with black on all sides and cuts a window of the former size at random (He et al. 2015,
 * section 4.2).
 *
 * @param padding rows and columns added on each side
 */
public record Crop(int padding) implements Augmentation {

  public Crop {
    if (padding < 0) {
      throw new IllegalArgumentException("crop: padding must not be negative, not " + padding);
    }
  }

  @Override
  public void apply(ImageBuffer image, RandomGenerator random) {
    int top = random.nextInt(-padding, padding + 1);
    int left = random.nextInt(-padding, padding + 1);
    image.crop(top, left, image.shape().height(), image.shape().width());
  }

  @Override
  public String toString() {
    return "crop(padding=" + padding + ")";
  }
}

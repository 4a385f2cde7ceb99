package dev.convoy.cnn.data;

import java.util.random.RandomGenerator;

/**
 * Moves each pixel's colours away from or towards its grey tone by a random factor around 1. Images
 * of other than three channels stay as they are.
 *
 * @param amount how far from 1 the factor may be, at most 1
 */
public record Saturation(double amount) implements Augmentation {

  public Saturation {
    if (!(amount >= 0 && amount <= 1)) {
      throw new IllegalArgumentException(
          "saturation: amount must be between 0 and 1, not " + amount);
    }
  }

  @Override
  public void apply(ImageBuffer image, RandomGenerator random) {
    float factor = (float) Uniform.around(1, amount, random);
    if (image.shape().channels() == Tone.COLOURS) {
      Tone.saturate(image, factor);
    }
  }

  @Override
  public String toString() {
    return "saturation(amount=" + amount + ")";
  }
}

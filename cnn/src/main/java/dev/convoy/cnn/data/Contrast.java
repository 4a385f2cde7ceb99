package dev.convoy.cnn.data;

import java.util.random.RandomGenerator;

/**
 * Spreads all values about the image's mean tone by a random factor around 1, as torchvision does.
 *
 * @param amount how far from 1 the factor may be, at most 1
 */
public record Contrast(double amount) implements Augmentation {

  public Contrast {
    if (!(amount >= 0 && amount <= 1)) {
      throw new IllegalArgumentException("contrast: amount must be between 0 and 1, not " + amount);
    }
  }

  @Override
  public void apply(ImageBuffer image, RandomGenerator random) {
    float factor = (float) Uniform.around(1, amount, random);
    Tone.spread(image, factor, Tone.mean(image));
  }

  @Override
  public String toString() {
    return "contrast(amount=" + amount + ")";
  }
}

package dev.convoy.cnn.data;

import java.util.random.RandomGenerator;

/**
 * Multiplies all values by a random factor around 1; what passes white stays white.
 *
 * @param amount how far from 1 the factor may be, at most 1
 */
public record Brightness(double amount) implements Augmentation {

  public Brightness {
    if (!(amount >= 0 && amount <= 1)) {
      throw new IllegalArgumentException(
          "brightness: amount must be between 0 and 1, not " + amount);
    }
  }

  @Override
  public void apply(ImageBuffer image, RandomGenerator random) {
    float factor = (float) Uniform.around(1, amount, random);
    Tone.spread(image, factor, 0);
  }

  @Override
  public String toString() {
    return "brightness(amount=" + amount + ")";
  }
}

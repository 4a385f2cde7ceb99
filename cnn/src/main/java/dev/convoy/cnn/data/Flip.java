package dev.convoy.cnn.data;

import java.util.random.RandomGenerator;

/** Mirrors every other image, left to right. */
public record Flip() implements Augmentation {

  @Override
  public void apply(ImageBuffer image, RandomGenerator random) {
    if (random.nextBoolean()) {
      image.mirror();
    }
  }

  @Override
  public String toString() {
    return "flip";
  }
}

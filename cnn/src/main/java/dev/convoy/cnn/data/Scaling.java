package dev.convoy.cnn.data;

import java.util.random.RandomGenerator;

/**
 * Makes the image's content larger or smaller about its centre by a random factor, its shape
 * staying what it was; what comes in from outside is black.
 *
 * @param from the smallest factor
 * @param to the largest
 */
public record Scaling(double from, double to) implements Augmentation {

  public Scaling {
    if (!(from > 0 && to >= from && to <= 10)) {
      throw new IllegalArgumentException(
          "scaling: 0 < from <= to <= 10 must hold, not " + from + " and " + to);
    }
  }

  @Override
  public void apply(ImageBuffer image, RandomGenerator random) {
    double inverse = 1 / Uniform.between(from, to, random);
    image.warp(inverse, 0, 0, inverse);
  }

  @Override
  public String toString() {
    return "scaling(from=" + from + ",to=" + to + ")";
  }
}

package dev.convoy.cnn.data;

import java.util.random.RandomGenerator;

/**
 * Slants the image sideways about its centre by a random angle; what comes in from outside is
 * black.
 *
 * @param degrees the most it slants either way
 */
public record Shear(double degrees) implements Augmentation {

  public Shear {
    if (!(degrees >= 0 && degrees < 90)) {
      throw new IllegalArgumentException(
          "shear: degrees must be at least 0 and below 90, not " + degrees);
    }
  }

  @Override
  public void apply(ImageBuffer image, RandomGenerator random) {
    image.warp(1, Math.tan(Math.toRadians(Uniform.around(0, degrees, random))), 0, 1);
  }

  @Override
  public String toString() {
    return "shear(degrees=" + degrees + ")";
  }
}

package dev.convoy.cnn.data;

import java.util.random.RandomGenerator;

/**
 * Turns the image about its centre by a random angle, bilinearly; what turns in from outside is
 * black.
 *
 * @param degrees the most it turns either way
 */
public record Rotation(double degrees) implements Augmentation {

  public Rotation {
    if (!(degrees >= 0 && degrees <= 180)) {
      throw new IllegalArgumentException(
          "rotation: degrees must be between 0 and 180, not " + degrees);
    }
  }

  @Override
  public void apply(ImageBuffer image, RandomGenerator random) {
    double angle = Math.toRadians(Uniform.around(0, degrees, random));
    double cosine = Math.cos(angle);
    double sine = Math.sin(angle);
    image.warp(cosine, sine, -sine, cosine);
  }

  @Override
  public String toString() {
    return "rotation(degrees=" + degrees + ")";
  }
}

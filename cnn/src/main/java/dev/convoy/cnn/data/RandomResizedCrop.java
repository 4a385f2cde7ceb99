package dev.convoy.cnn.data;

import java.util.random.RandomGenerator;

/**
 * Cuts a window of random area and aspect and scales it to a square, bilinearly (the Inception crop
 * of Szegedy et al. 2014: area 8 % to all, aspect 3/4 to 4/3).
 *
 * @param size the square's side
 * @param smallest the smallest share of the image's area
 */
public record RandomResizedCrop(int size, double smallest) implements Augmentation {

  static final double USUAL_SMALLEST = 0.08;

  private static final double LOG_WIDEST = Math.log(4.0 / 3.0);
  private static final int TRIES = 10;

  public RandomResizedCrop {
    if (size < 1 || !(smallest > 0 && smallest <= 1)) {
      throw new IllegalArgumentException(
          "random-resized-crop: size must be at least 1 and smallest in (0, 1], not %d and %s"
              .formatted(size, smallest));
    }
  }

  @Override
  public void apply(ImageBuffer image, RandomGenerator random) {
    int height = image.shape().height();
    int width = image.shape().width();
    ImageShape output = output(image.shape());
    for (int i = 0; i < TRIES; i++) {
      double area = height * width * Uniform.between(smallest, 1, random);
      double aspect = Math.exp(Uniform.around(0, LOG_WIDEST, random));
      double w = Math.sqrt(area * aspect);
      double h = Math.sqrt(area / aspect);
      if (w <= width && h <= height) {
        double top = Uniform.between(0, height - h, random);
        double left = Uniform.between(0, width - w, random);
        image.cropAndScale(top, left, h, w, output);
        return;
      }
    }
    int side = Math.min(height, width);
    image.cropAndScale((height - side) / 2.0, (width - side) / 2.0, side, side, output);
  }

  @Override
  public ImageShape output(ImageShape input) {
    return new ImageShape(input.channels(), size, size);
  }

  @Override
  public Framing framing() {
    return Framing.WHOLE;
  }

  @Override
  public String toString() {
    return "random-resized-crop(size=" + size + ",smallest=" + smallest + ")";
  }
}

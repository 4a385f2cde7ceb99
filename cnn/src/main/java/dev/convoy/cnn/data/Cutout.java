package dev.convoy.cnn.data;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Zeroes a square around a random pixel, clipped at the image's edge (DeVries and Taylor 2017). It
 * is applied after preprocessing, as in the paper, so that zero is the mean and not black.
 *
 * @param size the square's side in pixels; 0 changes nothing
 */
public record Cutout(int size) implements Augmentation {

  public Cutout {
    if (size < 0) {
      throw new IllegalArgumentException("cutout: size must not be negative, not " + size);
    }
  }

  @Override
  public void apply(ImageBuffer image, RandomGenerator random) {
    ImageShape shape = image.shape();
    int top = random.nextInt(shape.height()) - size / 2;
    int left = random.nextInt(shape.width()) - size / 2;
    int from = Math.max(0, left);
    int to = Math.min(shape.width(), left + size);
    int bottom = Math.min(shape.height(), top + size);
    for (int y = Math.max(0, top); y < bottom; y++) {
      int row = y * shape.width();
      int channels = shape.channels();
      Arrays.fill(image.pixels(), (row + from) * channels, (row + to) * channels, 0);
    }
  }

  @Override
  public Stage stage() {
    return Stage.PREPROCESSED;
  }

  @Override
  public String toString() {
    return "cutout(size=" + size + ")";
  }
}

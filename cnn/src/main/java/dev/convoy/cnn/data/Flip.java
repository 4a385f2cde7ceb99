package dev.convoy.cnn.data;

import java.util.random.RandomGenerator;

/** Mirrors every other image, left to right. */
public record Flip() implements Augmentation {

  @Override
  public void apply(ImageBuffer image, RandomGenerator random) {
    if (!random.nextBoolean()) {
      return;
    }
    ImageShape shape = image.shape();
    int channels = shape.channels();
    int rowLength = shape.width() * channels;
    float[] source = image.pixels();
    float[] target = image.spare(shape);
    for (int row = 0; row < shape.height() * rowLength; row += rowLength) {
      for (int x = 0; x < rowLength; x += channels) {
        for (int c = 0; c < channels; c++) {
          target[row + rowLength - channels - x + c] = source[row + x + c];
        }
      }
    }
    image.swap(shape);
  }

  @Override
  public String toString() {
    return "flip";
  }
}

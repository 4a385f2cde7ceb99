package dev.convoy.cnn.data;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * A source whose images are of one tone each, given by a function of their index; a negative tone
 * makes reading fail.
 */
record SolidImages(int size, ImageShape shape, int classes, IntUnaryOperator tone)
    implements ImageSource {

  @Override
  public int label(int index) {
    return index % classes;
  }

  @Override
  public void read(int index, float[] into) {
    int value = tone.applyAsInt(index);
    if (value < 0) {
      throw new DataException("image " + index + " can't be read");
    }
    Arrays.fill(into, value);
  }
}

package dev.convoy.cnn.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;

/**
 * Images of one byte per value at even distances in a mapped file or in off-heap memory. The memory
 * is freed when nobody reads it any more.
 *
 * @param pixels where the images lie
 * @param labels where their classes lie, one byte each
 */
record ByteImages(int size, ImageShape shape, int classes, Pixels pixels, Labels labels)
    implements ImageSource {

  /** How the values of one image follow each other. */
  enum Order {
    ROWS_COLUMNS_CHANNELS,
    CHANNELS_ROWS_COLUMNS
  }

  record Pixels(MemorySegment memory, long first, long stride, Order order) {}

  record Labels(MemorySegment memory, long first, long stride) {}

  @Override
  public int label(int index) {
    long offset = labels.first() + index * labels.stride();
    return Byte.toUnsignedInt(labels.memory().get(ValueLayout.JAVA_BYTE, offset));
  }

  @Override
  public void read(int index, float[] into) {
    long from = pixels.first() + index * pixels.stride();
    switch (pixels.order()) {
      case ROWS_COLUMNS_CHANNELS -> copy(from, into, shape.values(), 0, 1);
      case CHANNELS_ROWS_COLUMNS -> {
        int plane = shape.height() * shape.width();
        for (int c = 0; c < shape.channels(); c++) {
          copy(from + (long) c * plane, into, plane, c, shape.channels());
        }
      }
    }
  }

  /**
   * Makes sure that no label is out of range.
   *
   * @throws DataException naming the file of the labels and the first image that has such a label
   */
  void requireKnownLabels(Path file) {
    for (int i = 0; i < size; i++) {
      if (label(i) >= classes) {
        throw new DataException(
            file, "label %d of image %d, but there are %d classes".formatted(label(i), i, classes));
      }
    }
  }

  private void copy(long from, float[] into, int count, int at, int step) {
    MemorySegment memory = pixels.memory();
    for (int i = 0; i < count; i++) {
      into[at + i * step] = Byte.toUnsignedInt(memory.get(ValueLayout.JAVA_BYTE, from + i));
    }
  }
}

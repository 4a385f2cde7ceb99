package dev.convoy.cnn.data;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The header of an IDX file of unsigned bytes, the format of MNIST: two zero bytes, the type 8, the
 * number of dimensions, and the extent of each as a big-endian integer.
 */
record IdxHeader(List<Integer> extents) {

  /** The longest header we read: three dimensions. */
  static final int MOST_BYTES = 16;

  private static final int UNSIGNED_BYTES = 8;

  /**
   * Reads the header at the start of a file.
   *
   * @param file for the error's message
   * @param dimensions how many there must be: 3 for images, 1 for labels
   */
  static IdxHeader read(Path file, ByteBuffer start, int dimensions) {
    try {
      int magic = start.getInt();
      int expected = UNSIGNED_BYTES << 8 | dimensions;
      if (magic != expected) {
        throw new DataException(
            file,
            "begins with 0x%08x where an IDX file of %d dimensions begins with 0x%08x"
                .formatted(magic, dimensions, expected));
      }
      List<Integer> extents = new ArrayList<>();
      for (int i = 0; i < dimensions; i++) {
        extents.add(positive(file, start.getInt()));
      }
      return new IdxHeader(extents);
    } catch (BufferUnderflowException e) {
      throw new DataException(file, "ends within its header", e);
    }
  }

  private static int positive(Path file, int extent) {
    if (extent < 1) {
      throw new DataException(file, "its header has an extent of " + extent);
    }
    return extent;
  }

  int count() {
    return extents.getFirst();
  }

  int headerBytes() {
    return Integer.BYTES * (1 + extents.size());
  }

  /** How long the whole file must be; what no file can hold counts as the longest there is. */
  long fileBytes() {
    long values = 1;
    for (int extent : extents) {
      if (values > Long.MAX_VALUE / extent / 2) {
        return Long.MAX_VALUE;
      }
      values *= extent;
    }
    return headerBytes() + values;
  }
}

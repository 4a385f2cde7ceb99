package dev.convoy.cnn.snapshot;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * A named array of numbers, row by row, in little-endian order. One read from a file lies in the
 * mapped file, at an address that need not be aligned, and is gone when the file is closed.
 *
 * @param shape the extent of each dimension; empty for a single number
 */
public record Tensor(String name, ElementType type, List<Long> shape, MemorySegment data) {

  public Tensor {
    shape = List.copyOf(shape);
    long needed = bytes(type, shape);
    if (data.byteSize() != needed) {
      throw new IllegalArgumentException(
          "Tensor %s %s %s takes %d bytes, not %d"
              .formatted(name, type, shape, needed, data.byteSize()));
    }
  }

  /** A tensor over an array of the Java heap, which it shares. */
  public static Tensor of(String name, List<Long> shape, float[] values) {
    return new Tensor(name, ElementType.F32, shape, MemorySegment.ofArray(values));
  }

  /** A single whole number, such as a step count. */
  public static Tensor of(String name, long value) {
    return new Tensor(name, ElementType.I64, List.of(), MemorySegment.ofArray(new long[] {value}));
  }

  /**
   * How many bytes a tensor takes.
   *
   * @throws ArithmeticException if they are too many to count
   */
  static long bytes(ElementType type, List<Long> shape) {
    long elements = 1;
    for (long extent : shape) {
      elements = Math.multiplyExact(elements, extent);
    }
    return Math.multiplyExact(elements, type.bytes());
  }
}

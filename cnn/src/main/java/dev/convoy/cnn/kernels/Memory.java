package dev.convoy.cnn.kernels;

import java.lang.foreign.MemorySegment;

/** A run of numbers on a device. Not thread-safe. */
public interface Memory {

  /** How many numbers it holds. */
  long elements();

  /** Copies float32 values in, from the start of {@code values} to {@code offset} here. */
  void write(long offset, MemorySegment values, long count);

  /** Copies float32 values out, from {@code offset} here to the start of {@code values}. */
  void read(long offset, MemorySegment values, long count);
}

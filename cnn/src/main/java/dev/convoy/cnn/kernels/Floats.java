package dev.convoy.cnn.kernels;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** float32 values off the heap, where kernels can see them. */
public final class Floats {

  private Floats() {}

  /** Room for so many, freed by the garbage collector. */
  public static MemorySegment room(long count) {
    return Arena.ofAuto().allocate(Float.BYTES * count, Float.BYTES);
  }

  /** A copy of an array. */
  public static MemorySegment copyOf(float... values) {
    MemorySegment copy = room(values.length);
    MemorySegment.copy(values, 0, copy, ValueLayout.JAVA_FLOAT, 0, values.length);
    return copy;
  }

  /** A copy as an array. */
  public static float[] array(MemorySegment values) {
    return values.toArray(ValueLayout.JAVA_FLOAT);
  }
}

package dev.convoy.cnn.kernels.vector;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Vectors as wide as the machine's, to and from addresses. */
final class Lanes {

  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** Floats in a vector. */
  static final int LENGTH = SPECIES.length();

  /** Bytes in a vector. */
  static final int BYTES = 4 * LENGTH;

  /** Floats in the four vectors that a loop's body takes at once. */
  static final int BLOCK = 4 * LENGTH;

  /** All memory, so that an address is an offset. */
  @SuppressWarnings("restricted")
  static final MemorySegment EVERYTHING = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

  private Lanes() {}

  static FloatVector load(long address) {
    return FloatVector.fromMemorySegment(SPECIES, EVERYTHING, address, ORDER);
  }

  static void store(FloatVector vector, long address) {
    vector.intoMemorySegment(EVERYTHING, address, ORDER);
  }

  static float get(long address) {
    return EVERYTHING.get(ValueLayout.JAVA_FLOAT_UNALIGNED, address);
  }

  static void set(long address, float value) {
    EVERYTHING.set(ValueLayout.JAVA_FLOAT_UNALIGNED, address, value);
  }

  /** Writes zeros. */
  static void zero(long address, int count) {
    int i = 0;
    for (; i <= count - LENGTH; i += LENGTH) {
      store(FloatVector.zero(SPECIES), address + 4L * i);
    }
    for (; i < count; i++) {
      set(address + 4L * i, 0);
    }
  }
}

package dev.convoy.cnn.observe;

import dev.convoy.cnn.kernels.Floats;
import dev.convoy.cnn.kernels.Region;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Euclidean lengths, a cacheful at a time, so that nothing large is copied. */
final class Length {

  private static final int CHUNK = 1 << 15;

  private final MemorySegment chunk = Floats.room(CHUNK);

  /** Of values. */
  double of(MemorySegment values) {
    return Math.sqrt(squares(values, values.byteSize() / Float.BYTES));
  }

  /** Of what a region holds. */
  double of(Region region) {
    double squares = 0;
    for (long done = 0; done < region.elements(); done += CHUNK) {
      squares += squares(chunk, read(region, done));
    }
    return Math.sqrt(squares);
  }

  /** Of the difference between what a region holds and as many values. */
  double between(Region region, MemorySegment values) {
    double squares = 0;
    for (long done = 0; done < region.elements(); done += CHUNK) {
      squares += squares(chunk, values.asSlice(Float.BYTES * done), read(region, done));
    }
    return Math.sqrt(squares);
  }

  private long read(Region region, long from) {
    long count = Math.min(CHUNK, region.elements() - from);
    region.memory().read(region.offset() + from, chunk, count);
    return count;
  }

  private static double squares(MemorySegment values, long count) {
    double squares = 0;
    for (long i = 0; i < count; i++) {
      double value = values.getAtIndex(ValueLayout.JAVA_FLOAT, i);
      squares += value * value;
    }
    return squares;
  }

  private static double squares(MemorySegment a, MemorySegment b, long count) {
    double squares = 0;
    for (long i = 0; i < count; i++) {
      double difference =
          (double) a.getAtIndex(ValueLayout.JAVA_FLOAT, i)
              - b.getAtIndex(ValueLayout.JAVA_FLOAT, i);
      squares += difference * difference;
    }
    return squares;
  }
}

package dev.convoy.cnn.kernels;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** float32 in the process's own memory, 64-byte aligned. */
public final class HostMemory implements Memory {

  private static final int ALIGNMENT = 64;

  private final MemorySegment segment;

  private HostMemory(MemorySegment segment) {
    this.segment = segment;
  }

  /**
   * Zeroed, freed with the arena.
   *
   * @throws DeviceMemoryException if there is none left
   */
  public static HostMemory allocate(Arena arena, long elements) {
    try {
      return new HostMemory(arena.allocate(Math.max(4 * elements, ALIGNMENT), ALIGNMENT));
    } catch (OutOfMemoryError e) {
      throw new DeviceMemoryException(4 * elements, e);
    }
  }

  /** Where the value at {@code offset} lies. */
  public long address(long offset) {
    return segment.address() + 4 * offset;
  }

  @Override
  public long elements() {
    return segment.byteSize() / 4;
  }

  @Override
  public void write(long offset, MemorySegment values, long count) {
    MemorySegment.copy(values, 0, segment, 4 * offset, 4 * count);
  }

  @Override
  public void read(long offset, MemorySegment values, long count) {
    MemorySegment.copy(segment, 4 * offset, values, 0, 4 * count);
  }
}

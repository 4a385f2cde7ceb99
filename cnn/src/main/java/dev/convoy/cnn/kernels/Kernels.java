package dev.convoy.cnn.kernels;

import java.lang.foreign.MemorySegment;

/**
 * A device's implementation of the operations, for one compiled network. Used by one thread at a
 * time; {@link #enter} on each thread that comes to it. Closing it frees all it allocated.
 */
public interface Kernels extends AutoCloseable {

  /** Makes the calling thread ready, for instance for as many cores as the device was given. */
  void enter();

  /**
   * Takes memory, zeroed, until {@link #close}.
   *
   * @throws DeviceMemoryException if there is none left
   */
  Memory allocate(long elements);

  /**
   * Chooses how a parameter is stored.
   *
   * @param firstUse the operation that reads it first, which decides
   * @return elements it takes, at least its own
   */
  long store(Parameter parameter, Operation firstUse);

  /** Makes an operation ready. */
  Op prepare(Operation operation, Placement placement, Step step);

  /** Makes an update ready. */
  Op prepare(Update update, Step step);

  /** Copies values in torchvision's order into a stored parameter, or into what goes with it. */
  void write(Parameter parameter, Region to, MemorySegment values);

  /** Copies a stored parameter, or what goes with it, out in torchvision's order. */
  void read(Parameter parameter, Region from, MemorySegment values);

  /** How it computes what was made ready, as far as there was a choice. */
  default KernelPlan plan() {
    return KernelPlan.empty();
  }

  @Override
  void close();
}

package dev.convoy.cnn.data;

import dev.convoy.cnn.kernels.DeviceMemoryException;
import dev.convoy.cnn.kernels.Targets;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Images and labels on their way to the network: allocated once, off the Java heap, and filled
 * again and again. Belongs to one thread at a time.
 */
public final class Batch {

  private static final int ALIGNMENT = 64;

  private final ImageShape shape;
  private final MemorySegment images;
  private final Targets targets;
  private int size;

  private Batch(int capacity, ImageShape shape, MemorySegment images) {
    this.shape = shape;
    this.images = images;
    this.targets = new Targets(capacity);
  }

  /**
   * Allocates room for a number of images.
   *
   * @param arena whose end frees the memory
   * @throws DeviceMemoryException if there is none left
   */
  public static Batch allocate(int capacity, ImageShape shape, Arena arena) {
    try {
      return new Batch(capacity, shape, arena.allocate(bytes(capacity, shape), ALIGNMENT));
    } catch (OutOfMemoryError e) {
      throw new DeviceMemoryException(bytes(capacity, shape), e);
    }
  }

  /**
   * Uses memory that somebody else owns, such as the network's own input buffer.
   *
   * @throws IllegalArgumentException if it is too small
   */
  public static Batch over(MemorySegment images, int capacity, ImageShape shape) {
    long needed = bytes(capacity, shape);
    if (images.byteSize() < needed) {
      throw new IllegalArgumentException(
          "%d images of %s need %d bytes, not %d"
              .formatted(capacity, shape, needed, images.byteSize()));
    }
    return new Batch(capacity, shape, images);
  }

  private static long bytes(int capacity, ImageShape shape) {
    return (long) capacity * shape.values() * Float.BYTES;
  }

  public int capacity() {
    return targets.capacity();
  }

  public ImageShape shape() {
    return shape;
  }

  /** The images as 32-bit floats: batch x height x width x channels. */
  public MemorySegment images() {
    return images;
  }

  /** The classes of the images, of which the first {@link #size} count. */
  public int[] labels() {
    return targets.labels();
  }

  /** What training is to take the images for. */
  public Targets targets() {
    return targets;
  }

  /** How many images it holds now. */
  public int size() {
    return size;
  }

  void set(int at, float[] pixels, int label) {
    long offset = bytes(at, shape);
    MemorySegment.copy(pixels, 0, images, ValueLayout.JAVA_FLOAT, offset, shape.values());
    targets.set(at, label);
  }

  void resize(int count) {
    size = count;
  }

  void copyFrom(Batch other) {
    MemorySegment.copy(other.images, 0, images, 0, bytes(other.size, shape));
    targets.copyFrom(other.targets, other.size);
    size = other.size;
  }
}

package dev.convoy.cnn.kernels;

import dev.convoy.cnn.SeededRandom;

/**
 * Which values dropout keeps: a function of (seed, layer, step, index), the same on every device.
 */
public final class DropoutMask {

  private DropoutMask() {}

  /** One number for a layer in a step. */
  public static long stream(long layer, Step step) {
    return SeededRandom.key(SeededRandom.key(step.seed(), layer), step.number());
  }

  /**
   * Whether the value is kept.
   *
   * @param stream of {@link #stream}
   * @param index of the value, or of the run of values that share a fate, in NHWC order
   * @param rate share that is dropped, in [0, 1)
   */
  public static boolean keeps(long stream, long index, double rate) {
    return (SeededRandom.key(stream, index) >>> 11) * 0x1.0p-53 >= rate;
  }
}

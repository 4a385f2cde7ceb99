package dev.convoy.cnn.kernels.vector;

import static dev.convoy.cnn.kernels.vector.Lanes.BYTES;
import static dev.convoy.cnn.kernels.vector.Lanes.SPECIES;
import static dev.convoy.cnn.kernels.vector.Lanes.load;
import static dev.convoy.cnn.kernels.vector.Lanes.store;

import dev.convoy.cnn.kernels.Clamp;
import jdk.incubator.vector.FloatVector;

/** What becomes of a convolution's values while they are still in the core's nearest cache. */
@FunctionalInterface
public interface Epilogue {

  /**
   * Finishes a vector of channels of some pixels.
   *
   * @param offset bytes from the output's first value to the first of them
   * @param pixels one after another
   * @param block which vector of a pixel's channels
   */
  void run(long offset, int pixels, int block);

  /** The values stay as they are. */
  static Epilogue none() {
    return (offset, pixels, block) -> {};
  }

  /**
   * {@code y = clamp(y + bias)}.
   *
   * @param y address of the output
   * @param bias address of a value a channel
   */
  static Epilogue biased(long y, int channels, long bias, Clamp clamp) {
    long pixel = 4L * channels;
    return (offset, pixels, block) ->
        addBias(y + offset, pixel, pixels, bias + block * (long) BYTES, clamp);
  }

  /**
   * {@code y = clamp(y + bias + residual)}.
   *
   * @param residual address of as many values as the output has
   */
  static Epilogue residual(long y, int channels, long bias, long residual, Clamp clamp) {
    long pixel = 4L * channels;
    return (offset, pixels, block) ->
        addResidual(
            y + offset, residual + offset, pixel, pixels, bias + block * (long) BYTES, clamp);
  }

  private static void addBias(long y, long pixel, int pixels, long bias, Clamp clamp) {
    FloatVector added = load(bias);
    FloatVector lower = FloatVector.broadcast(SPECIES, clamp.lower());
    FloatVector upper = FloatVector.broadcast(SPECIES, clamp.upper());
    for (long at = y; at < y + pixels * pixel; at += pixel) {
      store(load(at).add(added).max(lower).min(upper), at);
    }
  }

  private static void addResidual(
      long y, long residual, long pixel, int pixels, long bias, Clamp clamp) {
    FloatVector added = load(bias);
    FloatVector lower = FloatVector.broadcast(SPECIES, clamp.lower());
    FloatVector upper = FloatVector.broadcast(SPECIES, clamp.upper());
    for (long at = 0; at < pixels * pixel; at += pixel) {
      FloatVector sum = load(y + at).add(added).add(load(residual + at));
      store(sum.max(lower).min(upper), y + at);
    }
  }
}

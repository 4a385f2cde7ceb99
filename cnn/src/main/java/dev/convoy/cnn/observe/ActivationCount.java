package dev.convoy.cnn.observe;

import dev.convoy.cnn.kernels.Activation;
import dev.convoy.cnn.kernels.Clamp;
import dev.convoy.cnn.kernels.Region;
import dev.convoy.cnn.network.ActivationLayer;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;

/** Goes once over what a layer gave, a few rows of channels at a time. */
final class ActivationCount {

  private static final double FLAT = 0.05;

  /** Values at a time: little enough for the second-level cache. */
  private static final int CHUNK = 1 << 15;

  private final int channels;
  private final Activation.Range responding;
  private final Activation.Range steep;
  private final boolean[] alive;
  private double sum;
  private double squares;
  private long steepValues;

  private ActivationCount(Activation activation, int channels) {
    this.channels = channels;
    responding = activation.steeperThan(0);
    steep = activation.steeperThan(FLAT);
    alive = new boolean[channels];
  }

  /** Counts a layer's values, which are N x H x W x C. */
  static LayerActivations of(ActivationLayer layer, Region values, SegmentAllocator allocator) {
    int channels = layer.shape().channels();
    ActivationCount count = new ActivationCount(layer.activation().orElse(Clamp.NONE), channels);
    long rows = Math.max(1, CHUNK / channels);
    MemorySegment chunk = allocator.allocate(ValueLayout.JAVA_FLOAT, rows * channels);
    for (long done = 0; done < values.elements(); done += rows * channels) {
      long next = Math.min(rows * channels, values.elements() - done);
      values.memory().read(values.offset() + done, chunk, next);
      count.add(chunk, next);
    }
    return count.result(layer, values.elements());
  }

  private void add(MemorySegment values, long count) {
    float bottom = (float) responding.low();
    float top = (float) responding.high();
    float low = (float) steep.low();
    float high = (float) steep.high();
    for (long row = 0; row < count; row += channels) {
      for (int channel = 0; channel < channels; channel++) {
        float value = values.getAtIndex(ValueLayout.JAVA_FLOAT, row + channel);
        sum += value;
        squares += (double) value * value;
        alive[channel] |= value > bottom && value < top;
        steepValues += value > low && value < high ? 1 : 0;
      }
    }
  }

  private LayerActivations result(ActivationLayer layer, long values) {
    int dead = 0;
    for (boolean channel : alive) {
      dead += channel ? 0 : 1;
    }
    double mean = sum / values;
    return new LayerActivations(
        layer.name(),
        layer.activation(),
        mean,
        Math.sqrt(Math.max(0, squares / values - mean * mean)),
        (double) dead / channels,
        1 - (double) steepValues / values);
  }
}

package dev.convoy.cnn.observe;

import dev.convoy.cnn.kernels.Activation;
import dev.convoy.cnn.kernels.Clamp;
import dev.convoy.cnn.kernels.Floats;
import dev.convoy.cnn.kernels.Region;
import dev.convoy.cnn.network.ActivationLayer;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Goes once over what a layer gave, a few rows of channels at a time. */
final class ActivationCount {

  private static final double FLAT = 0.05;

  /** Values at a time: little enough for the second-level cache. */
  private static final int CHUNK = 1 << 15;

  private final int channels;
  private final Activation.Range responding;
  private final Activation.Range steep;

  /** How far within its range of responding a channel's best value is. */
  private final float[] margin;

  private double sum;
  private double squares;
  private long steepValues;

  private ActivationCount(Activation activation, int channels) {
    this.channels = channels;
    responding = activation.steeperThan(0);
    steep = activation.steeperThan(FLAT);
    margin = new float[channels];
  }

  /** Counts a layer's values, which are N x H x W x C. */
  static LayerActivations of(ActivationLayer layer, Region values) {
    int channels = layer.shape().channels();
    ActivationCount count = new ActivationCount(layer.activation().orElse(Clamp.NONE), channels);
    int chunk = Math.max(1, CHUNK / channels) * channels;
    MemorySegment room = Floats.room(chunk);
    float[] floats = new float[chunk];
    for (long done = 0; done < values.elements(); done += chunk) {
      int next = (int) Math.min(chunk, values.elements() - done);
      values.memory().read(values.offset() + done, room, next);
      MemorySegment.copy(room, ValueLayout.JAVA_FLOAT, 0, floats, 0, next);
      count.add(floats, next);
    }
    return count.result(layer, values.elements());
  }

  /** Without branches, which could not be predicted: half of a ReLU's values are 0. */
  private void add(float[] values, int count) {
    float bottom = (float) responding.low();
    float top = (float) responding.high();
    float low = (float) steep.low();
    float high = (float) steep.high();
    double total = 0;
    double square = 0;
    int inside = 0;
    for (int row = 0; row < count; row += channels) {
      for (int channel = 0; channel < channels; channel++) {
        float value = values[row + channel];
        total += value;
        square += (double) value * value;
        margin[channel] = Math.max(margin[channel], Math.min(value - bottom, top - value));
        inside += Math.min(value - low, high - value) > 0 ? 1 : 0;
      }
    }
    sum += total;
    squares += square;
    steepValues += inside;
  }

  private LayerActivations result(ActivationLayer layer, long values) {
    int dead = 0;
    for (float best : margin) {
      dead += best > 0 ? 0 : 1;
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

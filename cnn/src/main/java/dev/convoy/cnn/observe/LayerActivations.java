package dev.convoy.cnn.observe;

import dev.convoy.cnn.kernels.Activation;
import dev.convoy.cnn.network.Probe;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * What a layer's nonlinearity gives over a batch.
 *
 * @param layer its path
 * @param mean over all values
 * @param deviation standard deviation of all values
 * @param dead share of the channels whose derivative is 0 for every image at every place, in [0, 1]
 * @param saturated share of the values where the derivative is below a twentieth of its steepest
 */
public record LayerActivations(
    String layer, double mean, double deviation, double dead, double saturated) {

  private static final double FLAT = 0.05;

  /**
   * Runs a batch and reports on every nonlinearity in the order of data flow.
   *
   * @param images a full batch, float32, N x H x W x C
   */
  public static List<LayerActivations> of(Probe probe, MemorySegment images) {
    probe.run(images);
    return probe.layers().stream().map(layer -> of(layer, probe.values(layer))).toList();
  }

  private static LayerActivations of(Probe.Layer layer, float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    double mean = sum / values.length;
    double squares = 0;
    for (float value : values) {
      squares += (value - mean) * (value - mean);
    }
    double deviation = Math.sqrt(squares / values.length);
    int channels = layer.shape().channels();
    return new LayerActivations(
        layer.name(),
        mean,
        deviation,
        layer.activation().map(activation -> dead(activation, values, channels)).orElse(0.0),
        layer.activation().map(activation -> saturated(activation, values)).orElse(0.0));
  }

  private static double dead(Activation activation, float[] values, int channels) {
    boolean[] alive = new boolean[channels];
    for (int i = 0; i < values.length; i++) {
      alive[i % channels] |= activation.derivative(values[i]) > 0;
    }
    int dead = 0;
    for (boolean channel : alive) {
      dead += channel ? 0 : 1;
    }
    return (double) dead / channels;
  }

  private static double saturated(Activation activation, float[] values) {
    double flat = FLAT * activation.steepest();
    int count = 0;
    for (float value : values) {
      count += activation.derivative(value) < flat ? 1 : 0;
    }
    return (double) count / values.length;
  }
}

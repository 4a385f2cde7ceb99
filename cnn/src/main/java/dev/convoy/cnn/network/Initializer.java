package dev.convoy.cnn.network;

import dev.convoy.cnn.kernels.Parameter;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Values that a parameter starts with. */
@FunctionalInterface
public interface Initializer {

  /** Fills in the values, in torchvision's order. */
  void fill(float[] values, Parameter parameter, RandomGenerator random);

  /** The same value everywhere. */
  static Initializer constant(float value) {
    return (values, parameter, random) -> Arrays.fill(values, value);
  }

  /**
   * Normal with a variance of 2 / fan-out (He et al. 2015), which keeps the gradients' size through
   * layers with ReLU; as torchvision starts convolutions.
   */
  static Initializer he() {
    return (values, parameter, random) -> {
      double deviation = Math.sqrt(2.0 / ((double) values.length / parameter.extent(1)));
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (deviation * random.nextGaussian());
      }
    };
  }

  /** Uniform within 1 / sqrt(inputs), as PyTorch starts linear layers and their biases. */
  static Initializer uniform(int inputs) {
    double bound = 1 / Math.sqrt(inputs);
    return (values, parameter, random) -> {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
      }
    };
  }
}

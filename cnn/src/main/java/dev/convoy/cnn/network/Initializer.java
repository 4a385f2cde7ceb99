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
    return new Initialization.Kaiming(Initialization.Form.NORMAL, Initialization.Fan.OUT)
        .initializer();
  }

  /** Uniform within 1 / sqrt(inputs), as PyTorch starts linear layers and their biases. */
  static Initializer uniform(int inputs) {
    double bound = 1 / Math.sqrt(inputs);
    return (values, parameter, random) -> fillUniform(values, bound, random);
  }

  /** Uniform in [-bound, bound). */
  private static void fillUniform(float[] values, double bound, RandomGenerator random) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((2 * random.nextDouble() - 1) * bound);
    }
  }

  /** Of that form and standard deviation, around 0. */
  static void fill(
      float[] values, Initialization.Form form, double deviation, RandomGenerator random) {
    switch (form) {
      case UNIFORM -> fillUniform(values, Math.sqrt(3) * deviation, random);
      case NORMAL -> {
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) (deviation * random.nextGaussian());
        }
      }
    }
  }
}

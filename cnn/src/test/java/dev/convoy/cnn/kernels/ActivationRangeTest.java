package dev.convoy.cnn.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ActivationRangeTest {

  private static final double[] SHARES = {0, 0.05, 0.4};

  static Stream<Activation> activations() {
    return Stream.of(
        Clamp.NONE,
        Clamp.RELU,
        Clamp.RELU6,
        new Activation.Sigmoid(),
        new Activation.Tanh(),
        new Activation.LeakyRelu(0),
        new Activation.LeakyRelu(0.1),
        new Activation.Elu(0.01),
        new Activation.Elu(1),
        new Activation.Elu(30));
  }

  /** Results of a fine grid of inputs, so that only what the activation can give is asked. */
  @ParameterizedTest
  @MethodSource("activations")
  void isWhereTheDerivativeIsAboveTheShareOfTheSteepest(Activation activation) {
    for (double share : SHARES) {
      Activation.Range range = activation.steeperThan(share);
      for (double x = -8; x <= 8; x += 1 / 128.0 + 1e-5) {
        double y = result(activation, x);
        boolean inside = y > range.low() && y < range.high();

        assertThat(inside)
            .as("%s of %s above a share of %s", activation, x, share)
            .isEqualTo(activation.derivative(y) > share * activation.steepest());
      }
    }
  }

  private static double result(Activation activation, double x) {
    return switch (activation) {
      case Clamp clamp -> Math.min(Math.max(x, clamp.lower()), clamp.upper());
      case Activation.Sigmoid sigmoid -> 1 / (1 + Math.exp(-x));
      case Activation.Tanh tanh -> Math.tanh(x);
      case Activation.LeakyRelu leaky -> x > 0 ? x : leaky.slope() * x;
      case Activation.Elu elu -> x > 0 ? x : elu.alpha() * Math.expm1(x);
    };
  }
}

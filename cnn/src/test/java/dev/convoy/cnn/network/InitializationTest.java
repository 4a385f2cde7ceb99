package dev.convoy.cnn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.Window;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** E1 Xavier, E2 Kaiming, E3 small numbers and zeros. */
class InitializationTest {

  private static final long SEED = 11;

  /** 3x3 kernels from 64 to 96 channels: fan-in 576, fan-out 864. */
  @ParameterizedTest
  @DisplayName("E1, E2, E3: mean, deviation and bounds of 55296 weights")
  @CsvSource({
    "xavier-normal, 1440",
    "xavier-uniform, 1440",
    "kaiming-normal(fan-in), 576",
    "kaiming-normal(fan-out), 864",
    "kaiming-uniform(fan-in), 576",
    "kaiming-uniform(fan-out), 864",
    "kaiming-normal, 576",
    "small(0.05), 800",
  })
  void hasItsDefinitionsDeviation(String text, double fan) {
    float[] values = values(text, 0);

    double deviation = Math.sqrt(2 / fan);
    double mean = 0;
    double squares = 0;
    double largest = 0;
    for (float value : values) {
      mean += value / values.length;
      squares += (double) value * value / values.length;
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(mean).as("mean, seed %d", SEED).isCloseTo(0, within(0.02 * deviation));
    assertThat(Math.sqrt(squares)).isCloseTo(deviation, within(0.01 * deviation));
    if (text.contains("uniform")) {
      assertThat(largest).isBetween(1.72 * deviation, Math.sqrt(3) * deviation);
    } else {
      assertThat(largest).isGreaterThan(3.5 * deviation);
    }
  }

  @Test
  void countsTheFansOfAMatrixAsItsExtents() {
    Parameter matrix = new Parameter("fc.weight", Parameter.Role.WEIGHT, 200, 300);
    float[] values = new float[60000];
    new Initialization.Xavier(Initialization.Form.UNIFORM)
        .initializer()
        .fill(values, matrix, new SplittableRandom(SEED));

    double bound = Math.sqrt(6.0 / 500);
    for (float value : values) {
      assertThat(Math.abs(value)).isLessThanOrEqualTo((float) bound);
    }
  }

  @Test
  void startsWithZerosIfAsked() {
    assertThat(values("zeros", 0)).containsOnly(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"xavier-normal", "small(0.05)", "zeros"})
  void startsBiasesAtZero(String text) {
    assertThat(values(text, 1)).containsOnly(0);
  }

  @ParameterizedTest
  @CsvSource({
    "small(0), must be in",
    "kaiming-normal(fan), fan-in or fan-out",
    "xavier, choose one of"
  })
  void refusesWhatIsNoInitializer(String text, String remedy) {
    assertThatThrownBy(() -> Initialization.parse(text)).hasMessageContaining(remedy);
  }

  private static float[] values(String text, int weight) {
    Convolution convolution = Convolution.biased(64, 96, Window.square(3, 1, 1));
    Network network =
        new Network(convolution, new Shape(1, 64, 8, 8), 10).startedBy(Initialization.parse(text));
    return network.weights().get(weight).initialValues(SEED);
  }
}

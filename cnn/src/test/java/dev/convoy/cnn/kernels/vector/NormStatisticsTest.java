package dev.convoy.cnn.kernels.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.cnn.kernels.Clamp;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormStatisticsTest {

  private static final long SEED = 20261129;

  /**
   * A mean that is off by a millionth flips the same ReLUs in every run, so that gradients are off
   * by a hundredth. The first row, by which all are shifted, lies far from the mean here.
   */
  @ParameterizedTest
  @CsvSource({"65536, 16", "16384, 24", "4096, 64", "1024, 320", "256, 1280"})
  void sumsKeepTheDigitsOfFloats(int count, int channels) {
    double[][] values = new double[channels][count];
    NormPass pass = statistics(values);

    for (int channel = 0; channel < channels; channel++) {
      double mean = 0;
      double square = 0;
      for (double value : values[channel]) {
        mean += value / count;
        square += value * value / count;
      }
      double variance = square - mean * mean;
      double shifted = pass.sums.first[channel] / count;
      assertThat(Math.abs(pass.shift[channel] + shifted - mean) / Math.sqrt(variance))
          .as("mean of channel %d in standard deviations, seed %d", channel, SEED)
          .isLessThan(2e-7);
      assertThat(pass.sums.second[channel] / count - shifted * shifted)
          .as("variance of channel %d, seed %d", channel, SEED)
          .isBetween(variance * (1 - 2e-6), variance * (1 + 2e-6));
    }
  }

  /** Of random values, which it writes to {@code values}, a channel after the other. */
  private static NormPass statistics(double[]... values) {
    int channels = values.length;
    int count = values[0].length;
    Random random = new Random(SEED);
    float[] x = new float[channels * count];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (0.3 + (i < channels ? 3 : random.nextGaussian()));
      values[i % channels][i / channels] = x[i];
    }
    try (Arena arena = Arena.ofConfined()) {
      long address = arena.allocateFrom(ValueLayout.JAVA_FLOAT, x).address();
      BatchNormOp.Addresses at = new BatchNormOp.Addresses(address, 0, address);
      NormPass pass = new NormPass(Team.alone(), Rows.of(count, channels), at, Clamp.NONE);
      pass.takeStatistics(0);
      return pass;
    }
  }
}

package dev.convoy.cnn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.convoy.cnn.kernels.Floats;
import dev.convoy.cnn.kernels.Kernels;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.nd4j.Nd4jKernels;
import dev.convoy.cnn.kernels.onednn.OneDnnKernels;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The loss for images that are two classes by shares, and smoothed (F7, H1). */
class SoftTargetsTest {

  private static final Shape BATCH = new Shape(4, 2, 3, 3);
  private static final int CLASSES = 5;

  @Test
  @DisplayName("H1: the loss's gradient equals central differences, targets mixed and smoothed")
  void gradientEqualsCentralDifferences() {
    try (Sample sample = softened(Nd4jKernels.doubles())) {
      Parameter bias = sample.learned().getLast();
      float[] gradient = sample.gradients().getOrDefault(bias.name(), new float[0]);

      for (int c = 0; c < CLASSES; c++) {
        double numeric = (moved(sample, bias, c, 1e-3f) - moved(sample, bias, c, -1e-3f)) / 2e-3;
        assertThat((double) gradient[c]).isCloseTo(numeric, within(1e-5));
      }
    }
  }

  private static double moved(Sample sample, Parameter bias, int at, float by) {
    float[] values = sample.values(bias);
    float[] changed = values.clone();
    changed[at] += by;
    sample.trainer.evaluator().write(bias, Floats.copyOf(changed));
    double loss = sample.loss();
    sample.trainer.evaluator().write(bias, Floats.copyOf(values));
    return loss;
  }

  @Test
  void bothKernelsAgree() {
    try (Sample fast = softened(new OneDnnKernels(2));
        Sample exact = softened(Nd4jKernels.doubles())) {
      assertThat(fast.loss()).isCloseTo(exact.loss(), within(1e-6));
      exact
          .gradients()
          .forEach(
              (name, values) ->
                  assertThat(fast.gradients().get(name)).containsExactly(values, within(1e-5f)));
    }
  }

  @Test
  void lossIsTheSharesMeanOfBothClassesLosses() {
    try (Sample sample = plain(Nd4jKernels.doubles())) {
      sample.targets.set(0, 1);
      double one = sample.loss();
      sample.targets.set(0, 3);
      double other = sample.loss();
      sample.targets.mix(0, 1, 0.75f);

      assertThat(sample.loss()).isCloseTo(0.75 * other + 0.25 * one, within(1e-9));
    }
  }

  private static Sample softened(Kernels kernels) {
    Sample sample = plain(kernels);
    sample.targets.mix(0, 4, 0.7f);
    sample.targets.mix(2, 1, 0.55f);
    sample.targets.smooth(0.1);
    return sample;
  }

  private static Sample plain(Kernels kernels) {
    Shape image = new Shape(1, BATCH.channels(), BATCH.height(), BATCH.width());
    return new Sample(new Network(new Linear(18, CLASSES), image, CLASSES), BATCH, kernels);
  }
}

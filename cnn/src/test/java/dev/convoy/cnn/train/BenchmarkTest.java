package dev.convoy.cnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.convoy.cnn.data.ImageShape;
import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.zoo.NetworkSpec;
import org.junit.jupiter.api.Test;

class BenchmarkTest {

  private static final NetworkSpec LENET =
      new NetworkSpec("lenet", new ImageShape(1, 28, 28), 10, 0);
  private static final Benchmark.Runs RUNS = new Benchmark.Runs(2, 5);

  @Test
  void timesStepsAndInference() {
    Benchmark step = Benchmark.step(LENET, 8, Device.cpu(1), RUNS);
    Benchmark inference = Benchmark.inference(LENET, 8, Device.cpu(1), RUNS);

    assertThat(step.bestMillis()).isPositive().isLessThanOrEqualTo(step.medianMillis());
    assertThat(step.imagesPerSecond()).isEqualTo(8000 / step.medianMillis());
    assertThat(inference.bestMillis()).isPositive().isLessThan(step.medianMillis());
  }

  @Test
  void profileLeavesLittleOutsideOfOperations() {
    StepProfile profile = Benchmark.profile(LENET, 64, Device.cpu(1), new Benchmark.Runs(20, 20));

    double inside = profile.kinds().stream().mapToDouble(StepProfile.Entry::millis).sum();
    assertThat(inside + profile.outsideMillis()).isCloseTo(profile.stepMillis(), within(1e-9));
    assertThat(profile.outsideMillis()).isBetween(0.0, 0.2 * profile.stepMillis());
    assertThat(profile.kinds())
        .extracting(StepProfile.Entry::kind)
        .contains("ConvolutionForward", "ConvolutionBackward", "Sgd");
    assertThat(profile.operations()).anyMatch(one -> one.tensor().startsWith("conv1 64x6x"));
  }
}

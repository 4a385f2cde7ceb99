package dev.convoy.cnn.train;

import static org.assertj.core.api.Assertions.assertThat;

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
}

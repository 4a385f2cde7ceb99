package dev.convoy.cnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.cnn.data.Augmentation;
import dev.convoy.cnn.data.DatasetSpec;
import dev.convoy.cnn.data.Datasets;
import dev.convoy.cnn.data.ImageShape;
import dev.convoy.cnn.data.Splits;
import dev.convoy.cnn.device.Device;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InputBenchmarkTest {

  private static final Splits DATA =
      Datasets.open(
          DatasetSpec.named("generated")
              .withSize(
                  new DatasetSpec.Size(
                      Optional.of(new ImageShape(3, 32, 32)), Optional.of(400), Optional.of(10))));
  private static final InputBenchmark BENCHMARK =
      new InputBenchmark(
          DATA, List.of(Augmentation.parse("crop(padding=4)"), Augmentation.parse("flip")), 32, 5);

  @Test
  void readiesImagesFasterThanTheSmallestNetworkTrains() {
    double rate = BENCHMARK.imagesPerSecond();
    InputBenchmark.Epoch epoch = BENCHMARK.epoch("lenet", Device.cpu(1));

    assertThat(epoch.images()).isEqualTo(352); // 360 for training, in full batches
    assertThat(epoch.secondsOnOneBatch()).isPositive();
    assertThat(epoch.secondsWaiting()).isPositive().isLessThan(epoch.seconds());
    assertThat(rate).isGreaterThan(epoch.images() / epoch.seconds());
  }
}

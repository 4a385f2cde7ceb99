package dev.convoy.cnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.cnn.data.DatasetSpec;
import dev.convoy.cnn.data.Datasets;
import dev.convoy.cnn.data.ImageShape;
import dev.convoy.cnn.data.Preprocessing;
import dev.convoy.cnn.data.Splits;
import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.zoo.NetworkSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrainingRunTest {

  private static final ImageShape SHAPE = new ImageShape(3, 16, 16);
  private static final Splits DATA =
      Datasets.open(
          DatasetSpec.named("generated")
              .withSize(
                  new DatasetSpec.Size(Optional.of(SHAPE), Optional.of(1000), Optional.of(100))));

  @Test
  void learnsGeneratedImages() {
    TrainingSpec spec = spec("vgg-tiny", new OptimizerSpec.Sgd(0.05, 0.9, false, WeightDecay.NONE));
    try (TrainingRun run = TrainingRun.start(spec, DATA, Device.cpu())) {
      EpochResult first = run.trainEpoch(() -> true);
      EpochResult second = run.trainEpoch(() -> true);
      EpochResult third = run.trainEpoch(() -> true);
      System.out.println(first + "\n" + second + "\n" + third);

      assertThat(third.trainingLoss()).isLessThan(first.trainingLoss());
      assertThat(third.epoch()).isEqualTo(3);
    }
  }

  private static TrainingSpec spec(String architecture, OptimizerSpec optimizer) {
    return new TrainingSpec(
        new NetworkSpec(architecture, SHAPE, DATA.classes(), 0.2),
        Preprocessing.CHANNEL_MEAN_STD,
        List.of(),
        optimizer,
        ScheduleSpec.of(new ScheduleSpec.Constant()),
        32,
        4,
        7);
  }
}

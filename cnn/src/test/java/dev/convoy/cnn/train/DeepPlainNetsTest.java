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
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * He et al. 2016, figure 6 in small: depth makes a plain net train worse, and a residual one not.
 */
@Tag("slow")
@Timeout(600)
class DeepPlainNetsTest {

  private static final int EPOCHS = 3;
  private static final Splits DATA =
      Datasets.open(
          DatasetSpec.named("generated")
              .withSize(
                  new DatasetSpec.Size(
                      Optional.of(new ImageShape(1, 16, 16)),
                      Optional.of(2200),
                      Optional.of(100))));

  @Test
  @DisplayName("B3: a deep plain net trains worse than a shallow one, and than a residual one")
  void deepPlainNetsTrainWorse() {
    EpochResult shallowPlain = last("plain20");
    EpochResult deepPlain = last("plain32");
    EpochResult deepResidual = last("resnet32");

    String results = "%s%n%s%n%s".formatted(shallowPlain, deepPlain, deepResidual);
    assertThat(deepPlain.trainingLoss())
        .as(results)
        .isGreaterThan(1.15 * shallowPlain.trainingLoss())
        .isGreaterThan(1.4 * deepResidual.trainingLoss());
    assertThat(deepResidual.trainingLoss()).as(results).isLessThan(shallowPlain.trainingLoss());
  }

  private static EpochResult last(String architecture) {
    TrainingSpec spec =
        new TrainingSpec(
            new NetworkSpec(architecture, DATA.shape(), DATA.classes(), 0),
            Preprocessing.CHANNEL_MEAN_STD,
            List.of(),
            new OptimizerSpec.Sgd(0.03, 0.9, false, Penalty.everywhere(1e-4)),
            ScheduleSpec.of(new ScheduleSpec.Constant()),
            64,
            EPOCHS,
            7);
    try (TrainingRun run = TrainingRun.start(spec, DATA, Device.cpu(2))) {
      while (run.epoch() < EPOCHS) {
        run.trainEpoch(() -> true);
      }
      return run.history().getLast();
    }
  }
}

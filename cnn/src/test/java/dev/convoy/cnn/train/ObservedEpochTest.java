package dev.convoy.cnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.convoy.cnn.data.Preprocessing;
import dev.convoy.cnn.data.Splits;
import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.kernels.Activation;
import dev.convoy.cnn.network.ActivationKind;
import dev.convoy.cnn.network.Norm;
import dev.convoy.cnn.observe.LayerActivations;
import dev.convoy.cnn.observe.Movement;
import dev.convoy.cnn.zoo.NetworkSpec;
import dev.convoy.cnn.zoo.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** J3: updates, gradients and activations, live. */
class ObservedEpochTest {

  private static final Splits DATA = Stripes.splits();
  private static final Device CPU = Device.cpu(2);
  private static final double RATE = 0.02;

  @TempDir private Path folder;

  @Test
  @DisplayName("J3: the update's size is the rate times the gradient's, for plain descent")
  void measuresGradientsUpdatesAndActivations() {
    try (TrainingRun run = TrainingRun.start(spec(), DATA, CPU)) {
      ObservedEpoch epoch = run.observeEpoch(() -> true);

      assertThat(epoch.result()).isEqualTo(run.history().getFirst());
      assertThat(epoch.observation().movements())
          .extracting(Movement::parameter)
          .contains("features.0.weight", "features.1.weight", "classifier.3.bias");
      assertThat(epoch.observation().movements())
          .allSatisfy(
              movement -> {
                assertThat(movement.gradientNorm()).isPositive();
                assertThat(movement.updateNorm())
                    .isCloseTo(
                        RATE * movement.gradientNorm(),
                        within(1e-3 * RATE * movement.gradientNorm() + 1e-6));
              });
      assertThat(movement(epoch, "features.0.weight").ratio()).isBetween(1e-6, 1e-1);
      assertThat(epoch.observation().activations())
          .extracting(LayerActivations::layer)
          .contains("features.2", "classifier.1");
      assertThat(epoch.observation().activations())
          .allSatisfy(layer -> assertThat(layer.deviation()).isPositive());
    }
  }

  private static Movement movement(ObservedEpoch epoch, String parameter) {
    return epoch.observation().movements().stream()
        .filter(movement -> movement.parameter().equals(parameter))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void leavesTheBitsAsTheyAre() throws IOException {
    Path plain;
    Path observed;
    try (TrainingRun run = TrainingRun.start(spec(), DATA, CPU)) {
      run.trainEpoch(() -> true);
      plain = run.save(folder.resolve("plain"));
    }
    try (TrainingRun run = TrainingRun.start(spec(), DATA, CPU)) {
      run.observeEpoch(() -> true);
      observed = run.save(folder.resolve("observed"));
    }

    assertThat(Files.readAllBytes(observed)).isEqualTo(Files.readAllBytes(plain));
  }

  private static TrainingSpec spec() {
    Style style =
        Style.USUAL
            .with(new Norm.Group(4))
            .with(new ActivationKind.Pointwise(new Activation.LeakyRelu(0.1)));
    return new TrainingSpec(
        new NetworkSpec("vgg-tiny", DATA.shape(), DATA.classes(), 0.2, style),
        Preprocessing.CHANNEL_MEAN_STD,
        List.of(),
        new OptimizerSpec.Sgd(RATE, 0, false, Penalty.ofWeights(0)),
        ScheduleSpec.of(new ScheduleSpec.Constant()),
        20,
        2,
        7);
  }
}

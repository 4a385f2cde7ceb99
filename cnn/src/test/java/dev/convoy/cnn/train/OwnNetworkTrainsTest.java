package dev.convoy.cnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.cnn.data.Preprocessing;
import dev.convoy.cnn.data.Splits;
import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.ensemble.Probabilities;
import dev.convoy.cnn.network.Norm;
import dev.convoy.cnn.zoo.LayerSpec;
import dev.convoy.cnn.zoo.NetworkSpec;
import dev.convoy.cnn.zoo.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** B9 from the list of layers to a snapshot's answers; F8 in it. */
class OwnNetworkTrainsTest {

  private static final Splits DATA = Stripes.splits();
  private static final Device CPU = Device.cpu(2);
  private static final List<LayerSpec> LAYERS =
      List.of(
          convolution(),
          plain("norm"),
          plain("relu"),
          new LayerSpec(
              "repeat",
              Map.of("times", 2.0),
              List.of(
                  new LayerSpec(
                      "residual",
                      Map.of(),
                      List.of(convolution(), plain("norm"), plain("elu"), convolution())),
                  plain("relu"))),
          plain("maxpool"),
          plain("globalpool"));

  @TempDir private Path folder;

  @Test
  @DisplayName("B9, F8: learns stripes, resumes to the same bits, answers from its snapshot")
  void trainsResumesAndAnswers() throws IOException {
    Path whole;
    double accuracy;
    try (TrainingRun run = TrainingRun.start(spec(), DATA, CPU)) {
      double first = run.trainEpoch(() -> true).trainingLoss();
      run.save(folder.resolve("cut"));
      EpochResult last = run.trainEpoch(() -> true);
      whole = run.save(folder.resolve("whole"));
      accuracy = last.validationAccuracy();

      assertThat(last.trainingLoss()).isLessThan(first);
    }

    Path cut = folder.resolve("cut").resolve("epoch-00001.safetensors");
    try (TrainingRun run = TrainingRun.resume(spec(), DATA, CPU, cut)) {
      run.trainEpoch(() -> true);

      assertThat(Files.readAllBytes(run.save(folder.resolve("resumed"))))
          .isEqualTo(Files.readAllBytes(whole));
    }
    try (Predictor predictor = Predictor.load(whole, CPU)) {
      float[][] answers = predictor.probabilities(DATA.validation());

      assertThat(new Probabilities(answers).accuracy(DATA.validation())).isEqualTo(accuracy);
    }
  }

  private static LayerSpec convolution() {
    return new LayerSpec("conv", Map.of("out", 8.0, "kernel", 3.0), List.of());
  }

  private static LayerSpec plain(String name) {
    return new LayerSpec(name, Map.of(), List.of());
  }

  private static TrainingSpec spec() {
    Style style = Style.USUAL.with(new Norm.Group(2)).withStochasticDepth(0.3);
    return new TrainingSpec(
        new NetworkSpec(NetworkSpec.OWN, DATA.shape(), DATA.classes(), 0.1, style, LAYERS),
        Preprocessing.CHANNEL_MEAN_STD,
        List.of(),
        new OptimizerSpec.Sgd(0.05, 0.9, true, Penalty.ofWeights(1e-4)),
        ScheduleSpec.of(new ScheduleSpec.Constant()),
        20,
        2,
        7);
  }
}

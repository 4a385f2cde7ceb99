package dev.convoy.cnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.cnn.data.Preprocessing;
import dev.convoy.cnn.data.Softening;
import dev.convoy.cnn.data.Splits;
import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.snapshot.SnapshotException;
import dev.convoy.cnn.zoo.LayerSpec;
import dev.convoy.cnn.zoo.NetworkSpec;
import dev.convoy.cnn.zoo.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run may go on with from another's snapshot, as asked for (I6 needs it). */
class ContinuationTest {

  private static final Splits DATA = Stripes.splits();
  private static final Device CPU = Device.cpu(2);
  private static final OptimizerSpec SGD = new OptimizerSpec.Sgd(0.05, 0.9, true, Penalty.NONE);
  private static final TrainingSpec SPEC = spec("lenet", SGD, 2);

  @TempDir private Path folder;
  private Path snapshot = Path.of("");

  @BeforeEach
  void trainOneEpoch() {
    try (TrainingRun run = TrainingRun.start(SPEC, DATA, CPU)) {
      run.trainEpoch(() -> true);
      snapshot = run.save(folder.resolve("first"));
    }
  }

  @Test
  void anExtendedRunIsTheOneThatWasMeantToBeLongFromTheStart() throws IOException {
    assertThat(lastBytes(SPEC.withEpochs(5), Continuation.EXTENDED))
        .isEqualTo(lastBytes(SPEC, Continuation.UNCHANGED));
  }

  @Test
  void aChangedRunGoesOnFromTheWeightsWithItsOwnHyperparameters() {
    TrainingSpec changed =
        spec("lenet", OptimizerSpec.Adam.of(1e-5, Penalty.NONE), 4)
            .with(new Refinements(new Clipping.Norm(1), 0.5, new Softening(0.2, 0)));
    try (TrainingRun run = TrainingRun.resume(changed, DATA, CPU, snapshot, Continuation.CHANGED)) {
      double before = run.history().getFirst().validationAccuracy();
      assertThat(run.evaluate(DATA.validation()).accuracy()).isEqualTo(before);

      EpochResult next = run.trainEpoch(() -> true);

      assertThat(next.epoch()).isEqualTo(2);
      assertThat(next.learningRate()).isEqualTo(1e-5);
    }
  }

  @Test
  void refusesWhatWasNotAskedFor() {
    assertRefused(SPEC.withEpochs(3), Continuation.UNCHANGED);
    assertRefused(
        spec("lenet", OptimizerSpec.Adam.of(0.1, Penalty.NONE), 2), Continuation.EXTENDED);
    assertRefused(spec("vgg-tiny", SGD, 2), Continuation.CHANGED);
  }

  @Test
  @DisplayName("B9, I6: an own network goes on with another dropout and rate, by the same layers")
  void aChangedRunOfAnOwnNetworkGoesOn() {
    TrainingSpec own =
        own(List.of(convolution(8), new LayerSpec("relu", Map.of(), List.of())), 0.2);
    Path first;
    try (TrainingRun run = TrainingRun.start(own, DATA, CPU)) {
      run.trainEpoch(() -> true);
      first = run.save(folder.resolve("own"));
    }

    TrainingSpec changed = own(own.network().layers(), 0.5);
    try (TrainingRun run = TrainingRun.resume(changed, DATA, CPU, first, Continuation.CHANGED)) {
      assertThat(run.trainEpoch(() -> true).epoch()).isEqualTo(2);
    }
    TrainingSpec others = own(List.of(convolution(16)), 0.2);
    assertThatThrownBy(() -> TrainingRun.resume(others, DATA, CPU, first, Continuation.CHANGED))
        .isInstanceOf(SnapshotException.class)
        .hasMessageContaining("another spec");
  }

  private static LayerSpec convolution(int out) {
    return new LayerSpec("conv", Map.of("out", (double) out, "kernel", 3.0), List.of());
  }

  private static TrainingSpec own(List<LayerSpec> layers, double dropout) {
    return spec(
        new NetworkSpec(
            NetworkSpec.OWN, DATA.shape(), DATA.classes(), dropout, Style.USUAL, layers),
        SGD,
        2);
  }

  private void assertRefused(TrainingSpec spec, Continuation continuation) {
    assertThatThrownBy(() -> TrainingRun.resume(spec, DATA, CPU, snapshot, continuation))
        .isInstanceOf(SnapshotException.class)
        .hasMessageContaining("another spec");
  }

  private byte[] lastBytes(TrainingSpec spec, Continuation continuation) throws IOException {
    try (TrainingRun run = TrainingRun.resume(spec, DATA, CPU, snapshot, continuation)) {
      run.trainEpoch(() -> true);
      return Files.readAllBytes(run.save(folder.resolve(continuation.name())));
    }
  }

  private static TrainingSpec spec(String architecture, OptimizerSpec optimizer, int epochs) {
    return spec(
        new NetworkSpec(architecture, DATA.shape(), DATA.classes(), 0.2), optimizer, epochs);
  }

  private static TrainingSpec spec(NetworkSpec network, OptimizerSpec optimizer, int epochs) {
    return new TrainingSpec(
        network,
        Preprocessing.CHANNEL_MEAN_STD,
        List.of(),
        optimizer,
        ScheduleSpec.of(new ScheduleSpec.Constant()),
        20,
        epochs,
        7);
  }
}

package dev.convoy.cnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.convoy.cnn.data.Augmentation;
import dev.convoy.cnn.data.ImageShape;
import dev.convoy.cnn.data.Preprocessing;
import dev.convoy.cnn.data.Splits;
import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.ensemble.Ensemble;
import dev.convoy.cnn.ensemble.Probabilities;
import dev.convoy.cnn.snapshot.SnapshotException;
import dev.convoy.cnn.zoo.NetworkSpec;
import dev.convoy.cnn.zoo.UnknownArchitectureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrainingRunTest {

  private static final Splits DATA = Stripes.splits();
  private static final Device CPU = Device.cpu(2);
  private static final OptimizerSpec SGD =
      new OptimizerSpec.Sgd(0.05, 0.9, true, WeightDecay.ofWeights(1e-4));
  private static final OptimizerSpec ADAM =
      OptimizerSpec.Adam.of(0.003, WeightDecay.everywhere(1e-4));

  @TempDir private Path folder;

  @Test
  void learnsToTellStripesApart() {
    try (TrainingRun run = TrainingRun.start(spec("lenet", SGD, constant()), DATA, CPU)) {
      EpochResult first = run.trainEpoch(() -> true);
      EpochResult last = first;
      for (int epoch = 2; epoch <= 4; epoch++) {
        last = run.trainEpoch(() -> true);
      }

      assertThat(first.trainingLoss()).isBetween(0.1, 2 * Math.log(Stripes.CLASSES));
      assertThat(last.epoch()).isEqualTo(4);
      assertThat(last.trainingLoss()).isLessThan(first.trainingLoss());
      assertThat(last.validationAccuracy()).isGreaterThan(0.9);
      assertThat(run.evaluate(DATA.test()).accuracy()).isGreaterThan(0.9);
    }
  }

  @Test
  void trainsAlikeOnThePortableDevice() {
    TrainingSpec spec = spec("lenet", SGD, constant());
    try (TrainingRun fast = TrainingRun.start(spec, DATA, CPU);
        TrainingRun portable = TrainingRun.start(spec, DATA, Device.portable())) {
      EpochResult expected = fast.trainEpoch(() -> true);
      EpochResult actual = portable.trainEpoch(() -> true);

      assertThat(actual.trainingLoss()).isCloseTo(expected.trainingLoss(), within(1e-3));
    }
  }

  static Stream<TrainingSpec> specs() {
    return Stream.of(
        spec("vgg-tiny", SGD, constant()),
        spec("vgg-tiny", ADAM, new ScheduleSpec(new ScheduleSpec.Cosine(), 1)),
        spec("lenet", SGD, ScheduleSpec.of(new ScheduleSpec.Plateau(0.1, 0))),
        spec("lenet", ADAM, ScheduleSpec.of(new ScheduleSpec.Steps(0.5, 1))));
  }

  @ParameterizedTest
  @MethodSource("specs")
  void resumesToTheSameBitsAsNeverCut(TrainingSpec spec) throws IOException {
    try (TrainingRun whole = TrainingRun.start(spec, DATA, CPU)) {
      for (int epoch = 0; epoch < 3; epoch++) {
        whole.trainEpoch(() -> true);
      }
      whole.save(folder.resolve("whole"));
    }

    Path cut;
    try (TrainingRun first = TrainingRun.start(spec, DATA, CPU)) {
      first.trainEpoch(() -> true);
      cut = first.save(folder.resolve("cut"));
    }
    try (TrainingRun second = TrainingRun.resume(spec, DATA, CPU, cut)) {
      second.trainEpoch(() -> true);
      second.trainEpoch(() -> true);
      second.save(folder.resolve("cut"));

      assertThat(second.history()).extracting(EpochResult::epoch).containsExactly(1, 2, 3);
    }

    assertThat(Files.readAllBytes(folder.resolve("cut/epoch-00003.safetensors")))
        .isEqualTo(Files.readAllBytes(folder.resolve("whole/epoch-00003.safetensors")));
  }

  @Test
  void refusesToResumeAnotherSpec() {
    Path snapshot = trained(spec("lenet", SGD, constant()));

    assertThatThrownBy(
            () -> TrainingRun.resume(spec("lenet", ADAM, constant()), DATA, CPU, snapshot))
        .isInstanceOf(SnapshotException.class)
        .hasMessageContaining("another spec");
  }

  @Test
  void stopsWithinABatch() {
    AtomicInteger asked = new AtomicInteger();
    try (TrainingRun run = TrainingRun.start(spec("lenet", SGD, constant()), DATA, CPU)) {
      assertThatThrownBy(() -> run.trainEpoch(() -> asked.incrementAndGet() < 3))
          .isInstanceOf(TrainingInterrupted.class)
          .hasMessageContaining("epoch 1 before step 3");
    }
    assertThat(asked).hasValue(3);
  }

  @Test
  void endsWhenTheLossRunsAway() {
    OptimizerSpec wild = new OptimizerSpec.Sgd(1e12, 0.9, false, WeightDecay.NONE);
    try (TrainingRun run = TrainingRun.start(spec("lenet", wild, constant()), DATA, CPU)) {
      assertThatThrownBy(() -> run.trainEpoch(() -> true))
          .isInstanceOfSatisfying(
              NonFiniteLossException.class, thrown -> assertThat(thrown.epoch()).isEqualTo(1))
          .hasMessageContaining("learningRate");
    }
  }

  @Test
  void namesTheArchitecturesThereAre() {
    TrainingSpec spec = spec("resnet21", SGD, constant());

    assertThatThrownBy(() -> TrainingRun.start(spec, DATA, CPU))
        .isInstanceOf(UnknownArchitectureException.class)
        .hasMessageContaining("resnet21")
        .hasMessageContaining("resnet20");
  }

  @Test
  void membersAndEnsembleAreScored() {
    List<Path> members =
        List.of(
            trained(spec("lenet", SGD, constant())), trained(spec("vgg-tiny", ADAM, constant())));

    Ensemble ensemble = Ensemble.score(members, DATA.test(), CPU);

    assertThat(ensemble.memberAccuracies()).hasSize(2);
    assertThat(ensemble.accuracy()).isBetween(0.5, 1.0);
    assertThat(ensemble.gain())
        .isCloseTo(ensemble.accuracy() - ensemble.bestMemberAccuracy(), within(1e-9));
  }

  private Path trained(TrainingSpec spec) {
    try (TrainingRun run = TrainingRun.start(spec, DATA, CPU)) {
      EpochResult result = run.trainEpoch(() -> true);
      Path snapshot = run.save(folder.resolve(spec.network().architecture()));
      try (Predictor predictor = Predictor.load(snapshot, CPU)) {
        assertThat(accuracy(predictor.probabilities(DATA.validation())))
            .isEqualTo(result.validationAccuracy());
      }
      return snapshot;
    }
  }

  private static double accuracy(float[][] answers) {
    return new Probabilities(answers).accuracy(DATA.validation());
  }

  private static ScheduleSpec constant() {
    return ScheduleSpec.of(new ScheduleSpec.Constant());
  }

  private static TrainingSpec spec(
      String architecture, OptimizerSpec optimizer, ScheduleSpec schedule) {
    ImageShape shape = DATA.shape();
    return new TrainingSpec(
        new NetworkSpec(architecture, shape, DATA.classes(), 0.2),
        Preprocessing.CHANNEL_MEAN_STD,
        List.of(Augmentation.parse("crop(padding=1)")),
        optimizer,
        schedule,
        20,
        4,
        7);
  }
}

package dev.convoy.cnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.convoy.cnn.data.Augmentation;
import dev.convoy.cnn.data.ImageShape;
import dev.convoy.cnn.data.Preprocessing;
import dev.convoy.cnn.data.Softening;
import dev.convoy.cnn.data.Splits;
import dev.convoy.cnn.data.Views;
import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.ensemble.Ensemble;
import dev.convoy.cnn.ensemble.Probabilities;
import dev.convoy.cnn.kernels.DeviceMemoryException;
import dev.convoy.cnn.snapshot.SnapshotException;
import dev.convoy.cnn.zoo.NetworkSpec;
import dev.convoy.cnn.zoo.UnknownArchitectureException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {

  private static final Splits DATA = Stripes.splits();
  private static final Device CPU = Device.cpu(2);
  private static final OptimizerSpec SGD =
      new OptimizerSpec.Sgd(0.05, 0.9, true, Penalty.ofWeights(1e-4));
  private static final OptimizerSpec ADAM = OptimizerSpec.Adam.of(0.003, Penalty.everywhere(1e-4));

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
  void stopsWithinTheValidation() {
    int steps = DATA.training().size() / 20;
    AtomicInteger asked = new AtomicInteger();
    try (TrainingRun run = TrainingRun.start(spec("lenet", SGD, constant()), DATA, CPU)) {
      assertThatThrownBy(() -> run.trainEpoch(() -> asked.incrementAndGet() <= steps + 2))
          .isInstanceOf(TrainingInterrupted.class)
          .hasMessageContaining("validation of epoch 1");
    }
  }

  @Test
  void namesTheLayerThatTakesTheMostMemory() {
    TrainingSpec plain = spec("vgg-small", SGD, constant());
    TrainingSpec absurd =
        new TrainingSpec(
            plain.network(), plain.preprocessing(), List.of(), SGD, constant(), 100_000_000, 1, 7);

    assertThatThrownBy(() -> TrainingRun.start(absurd, DATA, CPU))
        .isInstanceOf(DeviceMemoryException.class)
        .hasMessageContaining("smaller batch")
        .hasMessageContaining("features");
  }

  @Test
  void endsWhenTheLossRunsAway() {
    OptimizerSpec wild = new OptimizerSpec.Sgd(1e12, 0.9, false, Penalty.NONE);
    try (TrainingRun run = TrainingRun.start(spec("lenet", wild, constant()), DATA, CPU)) {
      assertThatThrownBy(() -> run.trainEpoch(() -> true))
          .isInstanceOfSatisfying(
              NonFiniteLossException.class,
              thrown -> {
                assertThat(thrown.epoch()).isEqualTo(1);
                assertThat(thrown.layer()).matches("(conv|relu|fc)\\d.*");
              })
          .hasMessageContaining("learningRate");
    }
  }

  @Test
  void endsWhenOnlyTheValidationLossRunsAway() {
    OptimizerSpec wild = new OptimizerSpec.Sgd(1e30, 0, false, Penalty.NONE);
    TrainingSpec plain = spec("lenet", wild, constant());
    int oneStep = DATA.training().size();
    TrainingSpec spec =
        new TrainingSpec(
            plain.network(), plain.preprocessing(), List.of(), wild, constant(), oneStep, 1, 7);

    try (TrainingRun run = TrainingRun.start(spec, DATA, CPU)) {
      assertThatThrownBy(() -> run.trainEpoch(() -> true))
          .isInstanceOfSatisfying(
              NonFiniteLossException.class,
              thrown -> assertThat(thrown.layer()).matches("(conv|relu|fc)\\d.*"))
          .hasMessageContaining("the validation loss is")
          .hasMessageContaining("after epoch 1, batch 1");
      assertThat(run.history()).isEmpty();
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

  @Test
  @DisplayName("K2: of a run with a moving average of its weights the average votes")
  void theMovingAverageVotes() {
    TrainingSpec plain = spec("lenet", SGD, constant());
    TrainingSpec averaged = plain.with(new Refinements(new Clipping.None(), 0.9, Softening.NONE));
    Path weights = trained(plain);
    try (TrainingRun run = TrainingRun.start(averaged, DATA, CPU)) {
      run.trainEpoch(() -> true);
      Path average = run.save(folder.resolve("averaged"));
      Tally evaluated = run.evaluate(DATA.test());

      Ensemble ensemble = Ensemble.score(List.of(average), DATA.test(), CPU);

      assertThat(ensemble.accuracy()).isEqualTo(evaluated.accuracy());
      assertThat(loss(average)).isCloseTo(evaluated.loss(), within(1e-5));
      assertThat(loss(average)).isNotCloseTo(loss(weights), within(1e-3));
    }
  }

  private static double loss(Path snapshot) {
    try (Predictor predictor = Predictor.load(snapshot, CPU)) {
      return new Probabilities(predictor.probabilities(DATA.test())).crossEntropy(DATA.test());
    }
  }

  @Test
  void averagesWhatItSeesFromSeveralViews() {
    Path snapshot = trained(spec("lenet", SGD, constant()));
    try (Predictor predictor = Predictor.load(snapshot, CPU)) {
      float[][] plain = predictor.probabilities(DATA.test());
      float[][] views =
          predictor.probabilities(DATA.test(), Views.parse(List.of("flip", "crops(5)")));

      assertThat(views).isNotEqualTo(plain);
      assertThat((double) views[0][0] + views[0][1] + views[0][2]).isCloseTo(1, within(1e-5));
      assertThat(predictor.probabilities(DATA.test(), Views.PLAIN)).isDeepEqualTo(plain);
    }
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

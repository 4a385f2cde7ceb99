package dev.convoy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.convoy.cnn.data.Datasets;
import dev.convoy.cnn.data.Splits;
import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.snapshot.Snapshot;
import dev.convoy.cnn.train.TrainingRun;
import dev.convoy.metrics.Observability;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.Failure;
import dev.convoy.protocol.message.LayerActivations;
import dev.convoy.protocol.message.Leg;
import dev.convoy.protocol.message.Observation;
import dev.convoy.protocol.message.ObservedStep;
import dev.convoy.protocol.message.Report;
import dev.convoy.protocol.message.SnapshotRef;
import dev.convoy.protocol.message.WeightUpdate;
import dev.convoy.worker.mapping.TrialMapping;
import dev.convoy.worker.store.SnapshotStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** J3, C7, E4: what a worker says of the networks that it trains, through a real broker. */
@Timeout(90)
class ObservationsTest {
  private static final Device CPU = Device.cpu(1);

  @TempDir private static Path folder;
  private static Mesh mesh;
  private static Observability observability;
  private static WorkerConfig config;

  private ExperimentId experiment;

  @BeforeAll
  static void start() throws Exception {
    mesh = Mesh.start(folder.resolve("kafka"));
    observability = Observability.start("test");
    config = mesh.config("worker-1", folder);
    Mesh.deploy(observability, config);
  }

  @AfterAll
  static void stop() throws Exception {
    observability.close().await();
    mesh.close();
  }

  @BeforeEach
  void name(TestInfo test) {
    experiment =
        new ExperimentId(test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT));
  }

  @Test
  @DisplayName("E4, C7, J3: a trial's start and its latest epoch, layer by layer")
  void tellsOfTheStartAndOfTheLastEpoch() throws Exception {
    mesh.order(Trials.small().leg(experiment, 4));

    Observation.StartObserved start = mesh.awaitStart(experiment, 4);
    Observation.EpochObserved last = mesh.awaitObserved(experiment, 4, 3);

    assertThat(start.key()).isEqualTo(experiment + "/trial/4/start");
    assertThat(last.key()).isEqualTo(experiment + "/trial/4/latest");
    List.of(start.seen(), last.seen()).forEach(ObservationsTest::requireComplete);
    assertThat(start.seen().layers().getFirst().deviation())
        .as("of a ReLU behind a norm")
        .isCloseTo(0.58, within(0.1));
  }

  private static void requireComplete(ObservedStep seen) {
    assertThat(seen.rateFactor()).isEqualTo(1);
    assertThat(seen.gradientNorm()).isPositive();
    assertThat(seen.layers())
        .isNotEmpty()
        .allSatisfy(layer -> assertThat(layer.activation()).hasValue("relu"))
        .allSatisfy(layer -> assertThat(layer.dead().orElseThrow()).isBetween(0.0, 1.0))
        .allSatisfy(layer -> assertThat(layer.saturated()).isEmpty());
    assertThat(seen.layers()).extracting(LayerActivations::layer).contains("features.2");
    assertThat(seen.weights())
        .extracting(WeightUpdate::parameter)
        .contains("features.0.weight", "classifier.3.weight")
        .noneMatch(name -> name.endsWith("bias"));
    assertThat(seen.medianUpdateRatio()).isBetween(1e-6, 1.0);
  }

  @Test
  void tellsOfAStartAfterWhichTheLossRunsAway() throws Exception {
    mesh.order(Trials.small().withLearningRate(1e30).leg(experiment, 0));

    Report.LegFailed failed = mesh.await(experiment, Report.LegFailed.class);

    assertThat(failed.failure().kind()).isEqualTo(Failure.Kind.NON_FINITE_LOSS);
    assertThat(mesh.awaitStart(experiment, 0).seen().medianUpdateRatio()).isGreaterThan(1e6);
  }

  @Test
  void aLaterLegTellsOfItsLastEpochAndNotOfTheStart() throws Exception {
    Trials trials = Trials.small();
    mesh.order(trials.leg(experiment, 0, new Leg(0, 0, 0, 1), Optional.empty()));
    SnapshotRef from = mesh.await(experiment, Report.EpochCompleted.class).snapshot().orElseThrow();
    mesh.order(trials.leg(experiment, 0, new Leg(1, 0, 1, 3), Optional.of(from)));

    Observation.EpochObserved last = mesh.awaitObserved(experiment, 0, 3);

    assertThat(last.attempt().leg()).isEqualTo(1);
    assertThat(mesh.observed(experiment, Observation.StartObserved.class)).hasSize(1);
  }

  @Test
  void trainsToTheBitsOfARunThatNobodyObserves() throws Exception {
    Trials trials = Trials.small();
    mesh.order(trials.leg(experiment, 2));
    mesh.await(experiment, Report.LegCompleted.class);
    Snapshot observed =
        new SnapshotStore(folder.resolve("snapshots")).find(experiment, 2, 3).orElseThrow();

    Splits splits = Datasets.open(TrialMapping.dataset(trials.spec().dataset()), config.data());
    try (TrainingRun run =
        TrainingRun.start(
            TrialMapping.training(trials.spec(), 2, splits.shape(), splits.classes()),
            splits,
            CPU)) {
      for (int epoch = 0; epoch < 3; epoch++) {
        run.trainEpoch(() -> true);
      }
      Path plain = run.save(folder.resolve("plain"));

      assertThat(Files.readAllBytes(observed.file())).isEqualTo(Files.readAllBytes(plain));
    }
  }
}

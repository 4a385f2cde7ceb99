package dev.convoy.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.cnn.snapshot.Snapshot;
import dev.convoy.metrics.Observability;
import dev.convoy.protocol.message.Attempt;
import dev.convoy.protocol.message.Control;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.Failure;
import dev.convoy.protocol.message.Leg;
import dev.convoy.protocol.message.Report;
import dev.convoy.protocol.message.SnapshotRef;
import dev.convoy.protocol.spec.DatasetSpec;
import dev.convoy.worker.store.SnapshotStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class WorkerVerticleTest {
  /** As far as the order of the images makes a difference. */
  private static final Percentage LIKE = Percentage.withPercentage(30);

  @TempDir private static Path folder;
  private static Mesh mesh;

  private Observability observability;
  private ExperimentId experiment;

  @BeforeAll
  static void startBroker() throws Exception {
    mesh = Mesh.start(folder.resolve("kafka"));
  }

  @AfterAll
  static void stopBroker() throws Exception {
    mesh.close();
  }

  @BeforeEach
  void startWorker(TestInfo test) {
    experiment =
        new ExperimentId(test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT));
    observability = Observability.start("test");
    deploy("worker-1");
  }

  private String deploy(String name) {
    return Mesh.deploy(observability, mesh.config(name, folder));
  }

  @AfterEach
  void stopWorker() {
    observability.close().await();
  }

  @Test
  void trainsALegAndReportsEveryEpochWithItsSnapshot() throws Exception {
    mesh.order(Trials.small().leg(experiment, 4));

    Report.LegCompleted completed = mesh.await(experiment, Report.LegCompleted.class);

    List<Report.EpochCompleted> epochs = mesh.about(experiment, Report.EpochCompleted.class);
    assertThat(completed.attempt()).isEqualTo(new Attempt(0, 0, 1));
    assertThat(mesh.about(experiment, Report.LegStarted.class)).hasSize(1);
    assertThat(epochs).extracting(Report.EpochCompleted::epoch).containsExactly(1, 2, 3);
    assertThat(epochs)
        .allSatisfy(epoch -> assertThat(epoch.metrics().imagesPerSecond()).isPositive())
        .allSatisfy(
            epoch -> assertThat(epoch.snapshot().orElseThrow().epoch()).isEqualTo(epoch.epoch()));
    assertThat(store().resolve(epochs.getLast().snapshot().orElseThrow()).epoch()).isEqualTo(3);
  }

  @Test
  void computesEveryTrialByThePlanOfTheFirst() throws Exception {
    mesh.order(Trials.small().leg(experiment, 0));
    mesh.await(experiment, Report.LegCompleted.class);
    Path plan;
    try (Stream<Path> files = Files.list(store().experiment(experiment))) {
      plan = files.filter(file -> file.toString().endsWith(".json")).findFirst().orElseThrow();
    }
    String chosen = Files.readString(plan);
    Files.writeString(plan, chosen.replace("{\"ways\":{", "{\"ways\":{\"more\":\"kept\","));

    mesh.order(Trials.small().leg(experiment, 1));
    mesh.await(experiment, Report.LegCompleted.class, end -> end.trial() == 1);

    Snapshot first = store().find(experiment, 0, 3).orElseThrow();
    Snapshot second = store().find(experiment, 1, 3).orElseThrow();
    assertThat(first.description().at("/kernelPlan/ways")).isNotEmpty();
    assertThat(first.description().at("/kernelPlan/ways/more").isMissingNode()).isTrue();
    assertThat(second.description().at("/kernelPlan/ways/more").asText()).isEqualTo("kept");
  }

  @Test
  void goesOnFromTheSnapshotThatALaterLegNames() throws Exception {
    goesOnWithTheNextLeg(Trials.small());
  }

  @Test
  @DisplayName("B9: a trial of an own network goes on with its next leg, as promotions need it")
  void goesOnWithALaterLegOfAnOwnNetwork() throws Exception {
    goesOnWithTheNextLeg(Trials.small().of("own"));
  }

  private void goesOnWithTheNextLeg(Trials trials) throws Exception {
    mesh.order(trials.leg(experiment, 0, new Leg(0, 0, 0, 2), Optional.empty()));
    SnapshotRef from = epoch(2).snapshot().orElseThrow();

    mesh.order(trials.leg(experiment, 0, new Leg(1, 0, 2, 3), Optional.of(from)));

    mesh.await(experiment, Report.LegCompleted.class, end -> end.attempt().leg() == 1);
    assertThat(mesh.about(experiment, Report.EpochCompleted.class))
        .extracting(Report.EpochCompleted::epoch)
        .containsExactly(1, 2, 3);
  }

  @Test
  @DisplayName("I6: a copy goes on from another trial's weights, whatever it has trained itself")
  void goesOnAsACopyOfAnotherTrial() throws Exception {
    Leg before = new Leg(0, 0, 0, 2);
    Leg after = new Leg(1, 0, 2, 3);
    for (int trial = 0; trial < 2; trial++) {
      mesh.order(Trials.small().leg(experiment, trial, before, Optional.empty()));
    }
    SnapshotRef source = ended(0, 2).snapshot().orElseThrow();
    ended(1, 2);
    Trials changed = Trials.small().withLearningRate(0.04);

    mesh.order(changed.copy(experiment, 1, after, source));
    mesh.order(changed.copy(experiment, 0, after, source));
    mesh.order(changed.copy(experiment, 2, after, source));

    Report.EpochCompleted copy = ended(1, 3);
    assertThat(copy.metrics().learningRate()).isEqualTo(0.04);
    assertThat(copy.metrics().trainingLoss()).isCloseTo(ended(2, 3).metrics().trainingLoss(), LIKE);
    assertThat(copy.metrics().trainingLoss()).isCloseTo(ended(0, 3).metrics().trainingLoss(), LIKE);
    assertThat(store().resolve(source).epoch()).isEqualTo(2);
  }

  private Report.EpochCompleted ended(int trial, int number) throws InterruptedException {
    return mesh.await(
        experiment,
        Report.EpochCompleted.class,
        epoch -> epoch.trial() == trial && epoch.epoch() == number);
  }

  @Test
  void repeatsTheReportsOfEpochsThatAnEarlierAttemptTrained() throws Exception {
    Trials trials = Trials.small();
    mesh.order(trials.leg(experiment, 0));
    mesh.await(experiment, Report.LegCompleted.class);

    mesh.order(trials.leg(experiment, 0, new Leg(0, 1, 0, 3), Optional.empty()));

    mesh.await(experiment, Report.LegCompleted.class, end -> end.attempt().restart() == 1);
    List<Report.EpochCompleted> epochs = mesh.about(experiment, Report.EpochCompleted.class);
    assertThat(epochs).extracting(Report.EpochCompleted::epoch).containsExactly(1, 2, 3, 1, 2, 3);
    assertThat(metrics(epochs.subList(3, 6))).isEqualTo(metrics(epochs.subList(0, 3)));
    assertThat(epochs.getLast().snapshot()).isEqualTo(epochs.get(2).snapshot());
  }

  @Test
  void stopsAtOnceAndRemembersStopsOfQueuedTrials() throws Exception {
    mesh.order(Trials.small().endless().leg(experiment, 1));
    epoch(1);

    mesh.tell(new Control.StopTrial(experiment, 2));
    mesh.tell(new Control.StopTrial(experiment, 1));
    Report.LegStopped stopped = mesh.await(experiment, Report.LegStopped.class);
    mesh.order(Trials.small().leg(experiment, 2));
    mesh.order(Trials.small().leg(experiment, 3));
    Report.LegCompleted next = mesh.await(experiment, Report.LegCompleted.class);

    assertThat(stopped.trial()).isEqualTo(1);
    assertThat(next.trial()).isEqualTo(3);
    assertThat(mesh.about(experiment, Report.LegStarted.class))
        .extracting(Report.LegStarted::trial)
        .containsExactly(1, 3);
  }

  @Test
  void aFencedAttemptStops() throws Exception {
    mesh.order(Trials.small().endless().leg(experiment, 0));
    epoch(1);

    mesh.tell(new Control.FenceAttempts(experiment, 0, new Attempt(0, 0, 2)));

    Report.LegStopped stopped = mesh.await(experiment, Report.LegStopped.class);
    assertThat(stopped.attempt()).isEqualTo(new Attempt(0, 0, 1));
  }

  @Test
  void aLossThatIsNotFiniteEndsTheTrialAndNotTheWorker() throws Exception {
    mesh.order(Trials.small().withLearningRate(1e30).leg(experiment, 0));
    mesh.order(Trials.small().leg(experiment, 1));

    Report.LegFailed failed = mesh.await(experiment, Report.LegFailed.class);

    assertThat(failed.failure().kind()).isEqualTo(Failure.Kind.NON_FINITE_LOSS);
    assertThat(failed.failure().detail()).contains("learningRate");
    assertThat(mesh.await(experiment, Report.LegCompleted.class).trial()).isEqualTo(1);
  }

  @Test
  void missingDataEndsTheTrialWithTheFolderAndTheRemedy() throws Exception {
    Path nowhere = folder.resolve("nowhere");
    DatasetSpec missing =
        new DatasetSpec(
            Optional.empty(),
            Optional.of(nowhere.toString()),
            Optional.of(DatasetSpec.Format.IDX),
            0.1,
            0,
            new DatasetSpec.Size(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty()));

    mesh.order(Trials.small().on(missing).leg(experiment, 0));

    Report.LegFailed failed = mesh.await(experiment, Report.LegFailed.class);
    assertThat(failed.failure().kind()).isEqualTo(Failure.Kind.DATA);
    assertThat(failed.failure().detail()).contains(nowhere.toString());
  }

  @Test
  void whatTheEngineDoesNotHaveEndsTheTrial() throws Exception {
    mesh.order(Trials.small().of("nonsense").leg(experiment, 0));

    Report.LegFailed failed = mesh.await(experiment, Report.LegFailed.class);
    assertThat(failed.failure().kind()).isEqualTo(Failure.Kind.SPEC);
    assertThat(failed.failure().detail()).contains("nonsense");
  }

  @Test
  void refusesWhatIsNoWorkAndGoesOn() throws Exception {
    byte[] poison = "no work at all".getBytes(StandardCharsets.UTF_8);

    mesh.order(poison);
    mesh.order(Trials.small().leg(experiment, 0));

    mesh.await(experiment, Report.LegCompleted.class);
    assertThat(mesh.awaitDeadLetter()).isEqualTo(poison);
  }

  @Test
  void holdsALegForLongerThanALockLasts() throws Exception {
    mesh.order(Trials.small().endless().leg(experiment, 0));
    deploy("worker-2");
    Report.EpochCompleted first = epoch(1);

    mesh.await(
        experiment,
        Report.EpochCompleted.class,
        epoch -> epoch.at().isAfter(first.at().plus(Mesh.LOCK.multipliedBy(3))));
    mesh.tell(new Control.StopExperiment(experiment));

    mesh.await(experiment, Report.LegStopped.class);
    assertThat(mesh.about(experiment, Report.LegStarted.class)).hasSize(1);
    assertThat(renewals("worker-1") + renewals("worker-2")).isGreaterThan(6);
  }

  private double renewals(String worker) {
    return observability
        .registry()
        .counter("convoy.worker.lock.renewals", "worker", worker)
        .count();
  }

  private Report.EpochCompleted epoch(int number) throws InterruptedException {
    return mesh.await(experiment, Report.EpochCompleted.class, epoch -> epoch.epoch() == number);
  }

  private static List<Object> metrics(List<Report.EpochCompleted> epochs) {
    return epochs.stream().<Object>map(Report.EpochCompleted::metrics).toList();
  }

  private static SnapshotStore store() {
    return new SnapshotStore(folder.resolve("snapshots"));
  }
}

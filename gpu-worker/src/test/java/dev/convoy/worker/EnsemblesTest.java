package dev.convoy.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.cnn.data.Datasets;
import dev.convoy.cnn.data.ImageSource;
import dev.convoy.cnn.data.Splits;
import dev.convoy.cnn.data.Views;
import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.ensemble.Ensemble;
import dev.convoy.cnn.snapshot.Snapshot;
import dev.convoy.cnn.snapshot.Tensor;
import dev.convoy.cnn.snapshot.TensorFile;
import dev.convoy.cnn.snapshot.TensorWriter;
import dev.convoy.cnn.train.Predictor;
import dev.convoy.metrics.Observability;
import dev.convoy.protocol.message.EnsembleScore;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.Failure;
import dev.convoy.protocol.message.Report;
import dev.convoy.protocol.message.SnapshotRef;
import dev.convoy.protocol.message.Work;
import dev.convoy.protocol.spec.Objective;
import dev.convoy.protocol.spec.ScheduleSpec;
import dev.convoy.protocol.spec.TrainingSpec;
import dev.convoy.protocol.spec.TrialSpec;
import dev.convoy.worker.mapping.TrialMapping;
import dev.convoy.worker.store.SnapshotStore;
import java.lang.foreign.ValueLayout;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ensembles ordered through a real broker and scored by a real worker, of networks it trained. */
@Timeout(90)
class EnsemblesTest {
  /** K3: they are averaged over, here and by the worker. */
  private static final List<String> VIEWS = List.of("flip", "crops(5)");

  @TempDir private static Path folder;
  private static Mesh mesh;
  private static Observability observability;

  private ExperimentId experiment;

  @BeforeAll
  static void startWorker() throws Exception {
    mesh = Mesh.start(folder.resolve("kafka"));
    observability = Observability.start("test");
    Mesh.deploy(observability, mesh.config("worker-1", folder));
  }

  @AfterAll
  static void stopWorker() throws Exception {
    observability.close().await();
    mesh.close();
  }

  @BeforeEach
  void nameExperiment(TestInfo test) {
    experiment =
        new ExperimentId(test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT));
  }

  /** K1: each member by itself, and all by their averaged probabilities. */
  @Test
  void scoresAnEnsembleAndItsMembersOnTheTestSplit() throws Exception {
    List<Work.BuildEnsemble.Member> members =
        IntStream.range(0, 2).mapToObj(this::trainedMember).toList();

    mesh.order(new Work.BuildEnsemble(experiment, 2, members, OptionalInt.empty(), VIEWS));

    Report.EnsembleBuilt built = mesh.await(experiment, Report.EnsembleBuilt.class);
    Ensemble expected = scoredDirectly(members);
    assertThat(built.restart()).isEqualTo(2);
    assertThat(built.score().testAccuracy()).isEqualTo(expected.accuracy());
    assertThat(built.score().members())
        .containsExactly(
            new EnsembleScore.MemberScore(0, OptionalInt.of(2), expected.memberAccuracies().get(0)),
            new EnsembleScore.MemberScore(
                1, OptionalInt.of(2), expected.memberAccuracies().get(1)));
  }

  /** K2: chosen on validation, scored on the test split. */
  @Test
  void choosesWhoVotesOnTheValidationSplit() throws Exception {
    List<Work.BuildEnsemble.Member> members =
        IntStream.range(0, 2).mapToObj(this::trainedMember).toList();

    mesh.order(new Work.BuildEnsemble(experiment, 0, members, OptionalInt.of(1), VIEWS));

    Report.EnsembleBuilt built = mesh.await(experiment, Report.EnsembleBuilt.class);
    Splits data = Datasets.open(TrialMapping.dataset(Trials.small().dataset()));
    Ensemble onValidation = scoredDirectly(members, data.validation());
    int chosen = built.score().members().getFirst().trial();
    assertThat(built.score().members()).hasSize(1);
    assertThat(onValidation.memberAccuracies().get(chosen))
        .isEqualTo(onValidation.bestMemberAccuracy());
    assertThat(built.score().testAccuracy())
        .isEqualTo(scoredDirectly(members, data.test()).memberAccuracies().get(chosen));
  }

  /** K2, K3: answers of all views to the validation split are kept, and used again. */
  @Test
  void aSecondAttemptChoosesByTheAnswersThatTheFirstKept() throws Exception {
    List<Work.BuildEnsemble.Member> members =
        IntStream.range(0, 2).mapToObj(this::trainedMember).toList();
    mesh.order(new Work.BuildEnsemble(experiment, 0, members, OptionalInt.of(1), VIEWS));
    int first = theOneThatVotes(0);
    ImageSource validation =
        Datasets.open(TrialMapping.dataset(Trials.small().dataset())).validation();
    List<Path> files =
        members.stream().map(member -> store().validation(member.snapshot())).toList();
    List<float[]> kept = files.stream().map(EnsemblesTest::answers).toList();
    float[] expected = probabilities(members.getFirst(), validation, Views.parse(VIEWS));
    float[] plain = probabilities(members.getFirst(), validation, Views.PLAIN);

    rewrite(files.get(0), kept.get(1));
    rewrite(files.get(1), kept.get(0));
    mesh.order(new Work.BuildEnsemble(experiment, 1, members, OptionalInt.of(1), VIEWS));

    assertThat(kept.getFirst()).isEqualTo(expected).isNotEqualTo(plain);
    assertThat(theOneThatVotes(1)).as("by the answers, exchanged").isEqualTo(1 - first);
  }

  private int theOneThatVotes(int restart) throws InterruptedException {
    Report.EnsembleBuilt built =
        mesh.await(experiment, Report.EnsembleBuilt.class, one -> one.restart() == restart);
    assertThat(built.score().members()).hasSize(1);
    return built.score().members().getFirst().trial();
  }

  private static float[] probabilities(
      Work.BuildEnsemble.Member member, ImageSource images, Views views) {
    Path snapshot = store().resolve(member.snapshot()).file();
    try (Predictor predictor = Predictor.load(snapshot, Device.cpu(1))) {
      return flat(predictor.probabilities(images, views));
    }
  }

  private static float[] flat(float[][] rows) {
    FloatBuffer flat = FloatBuffer.allocate(rows.length * rows[0].length);
    Stream.of(rows).forEach(flat::put);
    return flat.array();
  }

  private static float[] answers(Path file) {
    try (TensorFile tensors = TensorFile.open(file)) {
      return tensors.get("probabilities").data().toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
    }
  }

  private static void rewrite(Path file, float[] values) {
    Map<String, String> metadata;
    List<Long> shape;
    try (TensorFile tensors = TensorFile.open(file)) {
      metadata = tensors.metadata();
      shape = tensors.get("probabilities").shape();
    }
    TensorWriter.write(file, List.of(Tensor.of("probabilities", shape, values)), metadata);
  }

  private static Ensemble scoredDirectly(
      List<Work.BuildEnsemble.Member> members, ImageSource images) {
    List<Path> snapshots =
        members.stream().map(member -> store().resolve(member.snapshot()).file()).toList();
    return Ensemble.score(snapshots, images, Views.parse(VIEWS), Device.cpu(1));
  }

  private static Ensemble scoredDirectly(List<Work.BuildEnsemble.Member> members) {
    Splits data = Datasets.open(TrialMapping.dataset(Trials.small().dataset()));
    return scoredDirectly(members, data.test());
  }

  private Work.BuildEnsemble.Member trainedMember(int trial) {
    try {
      Work.TrainLeg leg = Trials.small().epochs(2).leg(experiment, trial);
      mesh.order(leg);
      SnapshotRef last =
          mesh.await(
                  experiment,
                  Report.EpochCompleted.class,
                  epoch -> epoch.trial() == trial && epoch.epoch() == 2)
              .snapshot()
              .orElseThrow();
      return new Work.BuildEnsemble.Member(trial, last, leg.spec(), leg.seed());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @DisplayName("K2: the ends of a run's cycles are kept, though they are no improvements, and vote")
  void snapshotsOfOneRunVoteTogether() throws Exception {
    Work.TrainLeg leg = cyclic(Trials.small().epochs(5).leg(experiment, 0));
    mesh.order(leg);
    mesh.await(experiment, Report.LegCompleted.class);
    List<SnapshotRef> saved =
        mesh.about(experiment, Report.EpochCompleted.class).stream()
            .map(epoch -> epoch.snapshot().orElseThrow())
            .toList();
    List<Work.BuildEnsemble.Member> members =
        Stream.of(saved.get(3), saved.get(1))
            .map(snapshot -> new Work.BuildEnsemble.Member(0, snapshot, leg.spec(), leg.seed()))
            .toList();

    mesh.order(new Work.BuildEnsemble(experiment, 0, members, OptionalInt.empty(), VIEWS));

    EnsembleScore score = mesh.await(experiment, Report.EnsembleBuilt.class).score();
    Ensemble expected = scoredDirectly(members);
    assertThat(store().latestFirst(experiment, 0, 1, 5))
        .as("the last, the ends of cycles, the best")
        .extracting(Snapshot::epoch)
        .containsExactly(5, 4, 2, 1);
    assertThat(score.members())
        .extracting(EnsembleScore.MemberScore::epoch)
        .containsExactly(OptionalInt.of(4), OptionalInt.of(2));
    assertThat(score.testAccuracy()).isEqualTo(expected.accuracy());
  }

  /** A leg in cycles of two epochs, with an average of the weights, whose first epoch is best. */
  private static Work.TrainLeg cyclic(Work.TrainLeg leg) {
    TrialSpec spec = leg.spec();
    TrainingSpec training = spec.training();
    return new Work.TrainLeg(
        leg.experimentId(),
        leg.trial(),
        leg.leg(),
        new TrialSpec(
            spec.dataset(),
            spec.model(),
            spec.preprocessing(),
            spec.augmentation(),
            new TrainingSpec(
                training.epochs(),
                training.batchSize(),
                training.optimizer(),
                new ScheduleSpec.Cyclic(2, 1, 0),
                training.regularization(),
                training.clipping(),
                0.9,
                training.transfer())),
        leg.seed(),
        new Objective(Objective.Metric.TRAINING_LOSS, Objective.Goal.MAXIMIZE),
        leg.from(),
        leg.kept());
  }

  @Test
  void aMissingMemberFailsTheEnsemble() throws Exception {
    SnapshotRef gone = new SnapshotRef("experiments/gone/trial-0/epoch-00001.safetensors", "0", 1);
    Work.BuildEnsemble.Member member =
        new Work.BuildEnsemble.Member(0, gone, Trials.small().spec(), 0);

    mesh.order(
        new Work.BuildEnsemble(experiment, 0, List.of(member), OptionalInt.empty(), List.of()));

    Report.EnsembleFailed failed = mesh.await(experiment, Report.EnsembleFailed.class);
    assertThat(failed.failure().kind()).isEqualTo(Failure.Kind.IO);
    assertThat(failed.failure().detail()).contains("experiments/gone/trial-0");
  }

  private static SnapshotStore store() {
    return new SnapshotStore(folder.resolve("snapshots"));
  }
}

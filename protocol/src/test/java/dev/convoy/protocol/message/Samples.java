package dev.convoy.protocol.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.convoy.protocol.codec.Json;
import dev.convoy.protocol.spec.AugmentationSpec;
import dev.convoy.protocol.spec.DatasetSpec;
import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.protocol.spec.Extension;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.ModelSpec;
import dev.convoy.protocol.spec.Objective;
import dev.convoy.protocol.spec.OptimizerSpec;
import dev.convoy.protocol.spec.ParameterValue;
import dev.convoy.protocol.spec.ScheduleSpec;
import dev.convoy.protocol.spec.TrainingSpec;
import dev.convoy.protocol.spec.TrialSpec;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** One message of every type. */
public final class Samples {
  private static final ExperimentId ID = new ExperimentId("fashion-resnet-7f3a");
  private static final Instant AT = Instant.parse("2026-03-04T05:06:07.089Z");
  private static final Attempt ATTEMPT = new Attempt(1, 0, 2);
  private static final SnapshotRef SNAPSHOT =
      new SnapshotRef(
          "fashion-resnet-7f3a/trial-3/epoch-5.safetensors",
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
          5);
  private static final Failure FAILURE =
      new Failure(Failure.Kind.OUT_OF_MEMORY, "resnet20 with batch 4096 needs 9.1 GB of 4 GB");
  private static final Finding FINDING =
      new Finding(
          "overfit",
          "training accuracy 0.99 against 0.81 on validation after 12 epochs",
          "Regularize more, augment more or add data");
  private static final EnsembleScore SCORE =
      new EnsembleScore(
          List.of(
              new EnsembleScore.MemberScore(3, OptionalInt.empty(), 0.9125),
              new EnsembleScore.MemberScore(1, OptionalInt.empty(), 0.9)),
          0.925);

  private static final CheckResult RATE =
      new CheckResult(
          CheckResult.Verdict.PASSED,
          "the loss fell from 2.3 to 1.1 by rate 0.2",
          List.of(new CheckStep(1e-6, 2.3), new CheckStep(0.2, 1.1), new CheckStep(10, Double.NaN)),
          OptionalDouble.of(0.02),
          List.of("an advice that only a failed check has"));

  private Samples() {}

  /** What an epoch's report looks like most of the time. */
  public static Report.EpochCompleted epochCompleted() {
    return new Report.EpochCompleted(ID, 3, ATTEMPT, 5, metrics(0.25), Optional.of(SNAPSHOT), AT);
  }

  /** An epoch whose loss is no number, as a diverging trial reports it. */
  public static Report.EpochCompleted diverged() {
    return new Report.EpochCompleted(ID, 3, ATTEMPT, 5, metrics(Double.NaN), Optional.empty(), AT);
  }

  /** The score of an ensemble of two snapshots of one trial. */
  public static Fact.EnsembleScored snapshotsScored() {
    List<EnsembleScore.MemberScore> members =
        List.of(
            new EnsembleScore.MemberScore(3, OptionalInt.of(20), 0.9125),
            new EnsembleScore.MemberScore(3, OptionalInt.of(10), 0.9));
    return new Fact.EnsembleScored(ID, new EnsembleScore(members, 0.925), AT);
  }

  /** Every type of every family, once. */
  public static Stream<Message> all() {
    return Stream.of(requests(), work(), reports(), control(), facts(), observations())
        .flatMap(List::stream);
  }

  private static List<Request> requests() {
    return List.of(
        new Request.SubmitExperiment(ID, experiment(), AT),
        new Request.CancelExperiment(ID, AT),
        new Request.PauseExperiment(ID, AT),
        new Request.ExtendExperiment(ID, extension(), AT),
        new Request.ResumeExperiment(ID, AT));
  }

  private static List<Work> work() {
    return List.of(
        new Work.TrainLeg(
            ID,
            3,
            new Leg(1, 0, 5, 12),
            trial(),
            -42,
            Objective.DEFAULT,
            Optional.of(SNAPSHOT),
            OptionalInt.of(5)),
        new Work.BuildEnsemble(
            ID,
            0,
            List.of(new Work.BuildEnsemble.Member(3, SNAPSHOT, trial(), -42)),
            OptionalInt.of(4),
            List.of("flip", "crops(5)")),
        new Work.RunCheck(ID, CheckKind.TINY_SAMPLE, 1, trial(), -42));
  }

  private static List<Report> reports() {
    return List.of(
        new Report.LegStarted(ID, 3, ATTEMPT, "worker-1", "oneDNN", AT),
        epochCompleted(),
        new Report.LegCompleted(ID, 3, ATTEMPT, AT),
        new Report.LegStopped(ID, 3, ATTEMPT, AT),
        new Report.LegFailed(ID, 3, ATTEMPT, FAILURE, AT),
        new Report.CheckMade(ID, CheckKind.RATE_RANGE, 1, RATE, AT),
        new Report.CheckFailed(ID, CheckKind.RATE_RANGE, 1, FAILURE, AT),
        new Report.EnsembleBuilt(ID, 0, SCORE, AT),
        new Report.EnsembleFailed(ID, 0, FAILURE, AT));
  }

  private static List<Observation> observations() {
    ObservedStep seen =
        new ObservedStep(
            0.5,
            1.25,
            List.of(
                new LayerActivations(
                    "features.2", Optional.of("relu"), 0.4, 0.6, Optional.of(0.0625), empty()),
                new LayerActivations(
                    "features.6", Optional.of("tanh"), 0.01, 0.49, empty(), Optional.of(0.125)),
                new LayerActivations("classifier.1", empty(), 0.3, 0.8, empty(), empty())),
            List.of(new WeightUpdate("features.0.weight", 0.75, 0.00125)));
    return List.of(
        new Observation.StartObserved(ID, 3, ATTEMPT, seen, AT),
        new Observation.EpochObserved(ID, 3, ATTEMPT, 5, seen, AT));
  }

  private static <T> Optional<T> empty() {
    return Optional.empty();
  }

  private static List<Control> control() {
    return List.of(
        new Control.StopTrial(ID, 3),
        new Control.StopExperiment(ID),
        new Control.FenceAttempts(ID, 3, ATTEMPT));
  }

  private static List<Fact> facts() {
    Reason reason = new Reason("median", "0.71 after epoch 5 is below the median 0.83 of 7 trials");
    return List.of(
        new Fact.ExperimentStarted(ID, experiment(), 7, AT),
        new Fact.CheckOrdered(ID, CheckKind.RATE_RANGE, 1, hyperparameters(), AT),
        new Fact.CheckJudged(ID, CheckKind.RATE_RANGE, RATE, AT),
        new Fact.RateNarrowed(
            ID,
            new NarrowedRange(
                "training.optimizer.learningRate",
                ParameterValue.of(0.002),
                ParameterValue.of(0.2),
                NarrowedRange.Best.INSIDE),
            AT),
        new Fact.TrialCreated(ID, 3, hyperparameters(), -42, AT),
        new Fact.SpaceNarrowed(
            ID,
            3,
            List.of(
                new NarrowedRange(
                    "training.optimizer.learningRate",
                    ParameterValue.of(0.05),
                    ParameterValue.of(0.5),
                    NarrowedRange.Best.AT_THE_HIGH_END)),
            AT),
        new Fact.GenerationDecided(ID, 4, List.of(new Heir(1, 3, SNAPSHOT, hyperparameters())), AT),
        new Fact.LegOrdered(ID, 3, new Leg(1, 0, 5, 12), Optional.of(SNAPSHOT), AT),
        new Fact.AttemptStarted(ID, 3, ATTEMPT, "worker-1", "oneDNN", AT),
        new Fact.EpochRecorded(ID, 3, ATTEMPT, 5, metrics(0.25), Optional.of(SNAPSHOT), AT),
        new Fact.AttemptFailed(ID, 3, ATTEMPT, FAILURE, AT),
        new Fact.TrialPaused(ID, 3, 4, AT),
        new Fact.TrialEnded(ID, 3, TrialStatus.STOPPED, reason, AT),
        new Fact.TrialParked(ID, 3, new Leg(1, 0, 5, 12), AT),
        new Fact.TrialDiagnosed(ID, 3, List.of(FINDING), AT),
        new Fact.ExperimentExtended(ID, 2, experiment(), AT),
        new Fact.ExperimentPaused(ID, 2, AT),
        new Fact.ExperimentResumed(ID, 2, AT),
        new Fact.ExperimentReviewed(
            ID,
            List.of(FINDING),
            List.of(new ParameterReview("training.optimizer.learningRate", 24, 0.5, 24, 4)),
            AT),
        new Fact.EnsembleOrdered(ID, 0, List.of(new EnsembleMember(3, SNAPSHOT)), AT),
        new Fact.EnsembleScored(ID, SCORE, AT),
        new Fact.ExperimentEnded(
            ID, ExperimentStatus.COMPLETED, new Reason("completed", "All 8 trials ended"), AT));
  }

  private static ExperimentSpec experiment() {
    String json =
        """
        {"name": "fashion-resnet", "dataset": {"name": "fashion-mnist"},
         "augmentation": [{"crop": {"padding": 4}}, {"cutout": {"size": {"integer": [0, 12]}}}],
         "training": {"optimizer": {"learningRate": {"logUniform": [0.001, 0.3]}}},
         "stopping": [{"patience": {"epochs": 3}}, {"median": {}}], "limits": {"time": "2h"}}
        """;
    try {
      return Json.MAPPER.readValue(json, ExperimentSpec.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static Extension extension() {
    return new Extension(
        Json.MAPPER
            .createObjectNode()
            .set("search", Json.MAPPER.createObjectNode().put("trials", 40)));
  }

  private static Hyperparameters hyperparameters() {
    Map<String, ParameterValue> values = new LinkedHashMap<>();
    values.put("training.optimizer.learningRate", ParameterValue.of(0.0123));
    values.put("augmentation.1.cutout.size", ParameterValue.of(6));
    values.put("model.architecture", ParameterValue.of("resnet20"));
    return new Hyperparameters(values);
  }

  private static TrialSpec trial() {
    return new TrialSpec(
        new DatasetSpec(
            Optional.empty(),
            Optional.of("/data/flowers"),
            Optional.of(DatasetSpec.Format.FOLDER),
            0.1,
            0,
            new DatasetSpec.Size(OptionalInt.of(32), OptionalInt.empty(), OptionalInt.empty())),
        ModelSpec.usual("resnet20", 0.25),
        "channel-mean-std",
        List.of(
            new AugmentationSpec("crop", Map.of("padding", 4.0)),
            new AugmentationSpec("flip", Map.of())),
        new TrainingSpec(
            12,
            128,
            new OptimizerSpec.Sgd(0.0123, 1e-4, 0.9, false),
            new ScheduleSpec.Plateau(2, 0.1, 0)));
  }

  private static EpochMetrics metrics(double loss) {
    return new EpochMetrics(loss, 0.91, 0.31, 0.89, 0.0123, 12.5, 4000.0);
  }
}

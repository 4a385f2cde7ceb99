package dev.convoy.scheduler;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.convoy.protocol.codec.Json;
import dev.convoy.protocol.message.Attempt;
import dev.convoy.protocol.message.CheckResult;
import dev.convoy.protocol.message.CheckStep;
import dev.convoy.protocol.message.EpochMetrics;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Failure;
import dev.convoy.protocol.message.Report;
import dev.convoy.protocol.message.Request;
import dev.convoy.protocol.message.SnapshotRef;
import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.protocol.spec.Extension;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Messages about one experiment, short to write. */
public final class Samples {
  public static final ExperimentId ID = new ExperimentId("e");
  public static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  private Samples() {}

  public static ExperimentSpec spec(String json) {
    try {
      return Json.MAPPER.readValue(json, ExperimentSpec.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  public static Extension extension(String json) {
    try {
      return new Extension(Json.MAPPER.readTree(json));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  public static Request.SubmitExperiment submit(ExperimentSpec spec) {
    return new Request.SubmitExperiment(ID, spec, AT);
  }

  /** The first delivery of the first order of the first leg. */
  public static Attempt first() {
    return new Attempt(0, 0, 1);
  }

  public static Report.LegStarted started(int trial, Attempt attempt) {
    return new Report.LegStarted(ID, trial, attempt, "w1", "cpu", AT);
  }

  public static Report.EpochCompleted epoch(
      int trial, Attempt attempt, int epoch, double accuracy) {
    return new Report.EpochCompleted(
        ID, trial, attempt, epoch, metrics(accuracy), Optional.of(snapshot(trial, epoch)), AT);
  }

  public static Report.LegFailed failed(int trial, Attempt attempt, Failure.Kind kind) {
    return new Report.LegFailed(ID, trial, attempt, new Failure(kind, "for a test"), AT);
  }

  /** The fact that such an epoch leads to. */
  public static Fact recorded(int trial, Attempt attempt, int epoch, double accuracy) {
    return new Fact.EpochRecorded(
        ID, trial, attempt, epoch, metrics(accuracy), Optional.of(snapshot(trial, epoch)), AT);
  }

  /** The fact that such a failure leads to. */
  public static Fact attemptFailed(int trial, Attempt attempt, Failure.Kind kind) {
    return new Fact.AttemptFailed(ID, trial, attempt, new Failure(kind, "for a test"), AT);
  }

  /** A check that passed, and found this rate. */
  public static CheckResult passed(OptionalDouble rate) {
    return new CheckResult(
        CheckResult.Verdict.PASSED, "all is well", List.of(new CheckStep(0.1, 2)), rate, List.of());
  }

  /** A check that failed with this advice. */
  public static CheckResult refused(String advice) {
    return new CheckResult(
        CheckResult.Verdict.FAILED,
        "it is not well",
        List.of(new CheckStep(0.1, Double.NaN)),
        OptionalDouble.empty(),
        List.of(advice));
  }

  public static EpochMetrics metrics(double accuracy) {
    return new EpochMetrics(1 - accuracy, accuracy, 1 - accuracy, accuracy, 0.1, 1, 1000);
  }

  public static SnapshotRef snapshot(int trial, int epoch) {
    return new SnapshotRef("e/%d/%d.safetensors".formatted(trial, epoch), "00", epoch);
  }
}

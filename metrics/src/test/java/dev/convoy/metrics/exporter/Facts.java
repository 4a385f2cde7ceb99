package dev.convoy.metrics.exporter;

import dev.convoy.protocol.message.Attempt;
import dev.convoy.protocol.message.EnsembleScore;
import dev.convoy.protocol.message.EpochMetrics;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.ExperimentStatus;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.LayerActivations;
import dev.convoy.protocol.message.Observation;
import dev.convoy.protocol.message.ObservedStep;
import dev.convoy.protocol.message.Reason;
import dev.convoy.protocol.message.TrialStatus;
import dev.convoy.protocol.message.WeightUpdate;
import dev.convoy.protocol.spec.ExperimentReader;
import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.InvalidExperimentException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The facts of one small experiment, all at one moment. */
record Facts(ExperimentId id, Instant at) {

  Fact started() {
    return new Fact.ExperimentStarted(id, spec(), 7, at);
  }

  private static ExperimentSpec spec() {
    try {
      byte[] document = "{\"name\": \"glyphs\"}".getBytes(StandardCharsets.UTF_8);
      return ExperimentReader.read(document, ExperimentReader.Format.JSON);
    } catch (InvalidExperimentException e) {
      throw new IllegalStateException(e);
    }
  }

  Fact created(int trial) {
    return new Fact.TrialCreated(id, trial, new Hyperparameters(Map.of()), trial, at);
  }

  Fact running(int trial) {
    return new Fact.AttemptStarted(id, trial, new Attempt(0, 0, 1), "worker-1", "cpu", at);
  }

  Fact epoch(int trial, int epoch, double validationAccuracy) {
    EpochMetrics metrics = new EpochMetrics(0.5, 0.8, 0.6, validationAccuracy, 0.05, 2.0, 4500);
    Attempt attempt = new Attempt(0, 0, 1);
    return new Fact.EpochRecorded(id, trial, attempt, epoch, metrics, Optional.empty(), at);
  }

  Observation observed(int trial, int epoch, double updateRatio) {
    ObservedStep seen =
        new ObservedStep(
            1,
            2.5,
            List.of(
                layer("features.1", Optional.of(0.25), Optional.empty()),
                layer("features.4", Optional.of(0.125), Optional.empty()),
                layer("classifier.1", Optional.empty(), Optional.of(0.75))),
            List.of(
                new WeightUpdate("features.0.weight", 1, updateRatio / 2),
                new WeightUpdate("features.3.weight", 1, updateRatio),
                new WeightUpdate("classifier.0.weight", 1, updateRatio * 2)));
    return new Observation.EpochObserved(id, trial, new Attempt(0, 0, 1), epoch, seen, at);
  }

  private static LayerActivations layer(
      String name, Optional<Double> dead, Optional<Double> saturated) {
    return new LayerActivations(name, Optional.of("relu"), 0, 1, dead, saturated);
  }

  Fact ended(int trial, TrialStatus status) {
    return new Fact.TrialEnded(id, trial, status, new Reason("epochs", "All epochs are done."), at);
  }

  Fact scored() {
    List<EnsembleScore.MemberScore> members =
        List.of(
            new EnsembleScore.MemberScore(0, OptionalInt.empty(), 0.9),
            new EnsembleScore.MemberScore(1, OptionalInt.empty(), 0.91));
    return new Fact.EnsembleScored(id, new EnsembleScore(members, 0.93), at);
  }

  Fact over() {
    Reason reason = new Reason("completed", "All trials have ended.");
    return new Fact.ExperimentEnded(id, ExperimentStatus.COMPLETED, reason, at);
  }
}

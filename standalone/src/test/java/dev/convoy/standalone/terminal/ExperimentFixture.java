package dev.convoy.standalone.terminal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.convoy.gateway.view.Experiment;
import dev.convoy.gateway.view.ExperimentsView;
import dev.convoy.protocol.message.Attempt;
import dev.convoy.protocol.message.EnsembleMember;
import dev.convoy.protocol.message.EnsembleScore;
import dev.convoy.protocol.message.EpochMetrics;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.ExperimentStatus;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Leg;
import dev.convoy.protocol.message.Reason;
import dev.convoy.protocol.message.SnapshotRef;
import dev.convoy.protocol.message.TrialStatus;
import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.ParameterValue;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** An experiment's facts, written by hand: one trial runs, one was stopped. */
final class ExperimentFixture {
  static final ExperimentId ID = new ExperimentId("e1");
  static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  private final ExperimentsView view = new ExperimentsView();
  private long offset;

  static ExperimentFixture running() {
    ExperimentFixture fixture = new ExperimentFixture();
    fixture.happen(
        new Fact.ExperimentStarted(
            ID, ExperimentSpec.of(JsonNodeFactory.instance.objectNode()), 1, AT));
    fixture.trial(0, 0.1);
    fixture.trial(1, 0.01);
    fixture.epoch(0, 1, 0.5);
    fixture.epoch(1, 1, 0.9);
    fixture.epoch(1, 2, 0.95);
    fixture.happen(
        new Fact.TrialEnded(
            ID, 0, TrialStatus.STOPPED, new Reason("median", "worse than the median"), AT));
    return fixture;
  }

  static ExperimentFixture completed() {
    ExperimentFixture fixture = running();
    SnapshotRef snapshot = new SnapshotRef("e1/t", "00", 2);
    fixture.happen(
        new Fact.TrialEnded(ID, 1, TrialStatus.COMPLETED, new Reason("completed", "done"), AT));
    fixture.happen(
        new Fact.EnsembleOrdered(
            ID, 0, List.of(new EnsembleMember(1, snapshot), new EnsembleMember(0, snapshot)), AT));
    fixture.happen(
        new Fact.EnsembleScored(
            ID,
            new EnsembleScore(
                List.of(
                    new EnsembleScore.MemberScore(1, OptionalInt.of(2), 0.94),
                    new EnsembleScore.MemberScore(0, OptionalInt.of(2), 0.5)),
                0.9525),
            AT));
    fixture.happen(
        new Fact.ExperimentEnded(
            ID,
            ExperimentStatus.COMPLETED,
            new Reason("completed", "all done"),
            AT.plusSeconds(187)));
    return fixture;
  }

  private void trial(int number, double learningRate) {
    Hyperparameters draw =
        new Hyperparameters(
            Map.of("training.optimizer.learningRate", ParameterValue.of(learningRate)));
    happen(new Fact.TrialCreated(ID, number, draw, number, AT));
    happen(new Fact.LegOrdered(ID, number, new Leg(0, 0, 0, 4), Optional.empty(), AT));
    happen(new Fact.AttemptStarted(ID, number, new Attempt(0, 0, 1), "worker-1", "cpu", AT));
  }

  private void epoch(int trial, int epoch, double validationAccuracy) {
    EpochMetrics metrics = new EpochMetrics(0.5, 0.8, 0.4, validationAccuracy, 0.1, 2, 5000);
    happen(
        new Fact.EpochRecorded(
            ID, trial, new Attempt(0, 0, 1), epoch, metrics, Optional.empty(), AT));
  }

  private void happen(Fact fact) {
    view.apply(offset++, fact);
  }

  Experiment experiment() {
    return view.find(ID).orElseThrow();
  }
}

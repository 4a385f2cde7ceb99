package dev.convoy.gateway.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.protocol.codec.Json;
import dev.convoy.protocol.message.Attempt;
import dev.convoy.protocol.message.EnsembleMember;
import dev.convoy.protocol.message.EnsembleScore;
import dev.convoy.protocol.message.EpochMetrics;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.ExperimentStatus;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.LayerActivations;
import dev.convoy.protocol.message.Leg;
import dev.convoy.protocol.message.Observation;
import dev.convoy.protocol.message.ObservedStep;
import dev.convoy.protocol.message.Reason;
import dev.convoy.protocol.message.Request;
import dev.convoy.protocol.message.SnapshotRef;
import dev.convoy.protocol.message.TrialStatus;
import dev.convoy.protocol.message.WeightUpdate;
import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.ParameterValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** What the mesh says of one experiment, as the gateway and the scheduler write it. */
public final class Story {
  /** When the experiment is submitted. */
  public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private static final Attempt FIRST_ATTEMPT = new Attempt(0, 0, 1);

  private final ExperimentId id;

  private Story(ExperimentId id) {
    this.id = id;
  }

  public static Story of(String id) {
    return new Story(new ExperimentId(id));
  }

  public ExperimentId id() {
    return id;
  }

  public static ExperimentSpec spec(String name) {
    JsonNode document = Json.MAPPER.createObjectNode().put("name", name);
    return ExperimentSpec.of(document);
  }

  public Request submitted() {
    return submitted(NOON);
  }

  public Request submitted(Instant at) {
    return new Request.SubmitExperiment(id, spec(id.value()), at);
  }

  public Fact started() {
    return new Fact.ExperimentStarted(id, spec(id.value()), 7, NOON.plusSeconds(1));
  }

  public Fact created(int trial) {
    Hyperparameters draw =
        new Hyperparameters(Map.of("training.optimizer.learningRate", ParameterValue.of(0.1)));
    return new Fact.TrialCreated(id, trial, draw, trial, NOON.plusSeconds(2));
  }

  public Fact ordered(int trial, int toEpoch) {
    return new Fact.LegOrdered(
        id, trial, new Leg(0, 0, 0, toEpoch), Optional.empty(), NOON.plusSeconds(3));
  }

  public Fact attempt(int trial) {
    return new Fact.AttemptStarted(
        id, trial, FIRST_ATTEMPT, "worker-1", "cpu", NOON.plusSeconds(4));
  }

  public Fact epoch(int trial, int epoch, double validationAccuracy) {
    return new Fact.EpochRecorded(
        id,
        trial,
        FIRST_ATTEMPT,
        epoch,
        new EpochMetrics(0.5, 0.8, 0.6, validationAccuracy, 0.1, 1.5, 1000),
        Optional.of(snapshot(trial, epoch)),
        NOON.plusSeconds(4 + epoch));
  }

  /** What a worker saw of a tiny network, with a dead layer. */
  public Observation observed(int trial, int epoch) {
    LayerActivations dead =
        new LayerActivations(
            "features.2", Optional.of("relu"), 0.1, 0.2, Optional.of(0.5), Optional.empty());
    ObservedStep seen =
        new ObservedStep(
            1, Double.NaN, List.of(dead), List.of(new WeightUpdate("features.0.weight", 2, 0.001)));
    return new Observation.EpochObserved(
        id, trial, FIRST_ATTEMPT, epoch, seen, NOON.plusSeconds(4 + epoch));
  }

  public Fact ended(int trial, TrialStatus status, String reason) {
    return new Fact.TrialEnded(
        id, trial, status, new Reason(reason, "because of " + reason), NOON.plusSeconds(60));
  }

  public Fact ensembleOrdered(int... trials) {
    List<EnsembleMember> members = new ArrayList<>();
    for (int trial : trials) {
      members.add(new EnsembleMember(trial, snapshot(trial, 1)));
    }
    return ensembleOrdered(members.toArray(EnsembleMember[]::new));
  }

  public Fact ensembleOrdered(EnsembleMember... members) {
    return new Fact.EnsembleOrdered(id, 0, List.of(members), NOON.plusSeconds(70));
  }

  public Fact ensembleScored(EnsembleScore score) {
    return new Fact.EnsembleScored(id, score, NOON.plusSeconds(80));
  }

  public Fact ended(ExperimentStatus status) {
    return new Fact.ExperimentEnded(
        id, status, new Reason("done", "All is done"), NOON.plusSeconds(90));
  }

  /** From the start to the end, with two trials of which the second is stopped. */
  public List<Fact> whole() {
    return Stream.of(
            started(),
            created(0),
            ordered(0, 3),
            created(1),
            ordered(1, 3),
            attempt(0),
            epoch(0, 1, 0.7),
            attempt(1),
            epoch(1, 1, 0.2),
            epoch(0, 2, 0.9),
            ended(1, TrialStatus.STOPPED, "median"),
            epoch(0, 3, 0.8),
            ended(0, TrialStatus.COMPLETED, "epochs"),
            ensembleOrdered(0, 1),
            ensembleScored(
                new EnsembleScore(
                    List.of(
                        new EnsembleScore.MemberScore(0, OptionalInt.empty(), 0.85),
                        new EnsembleScore.MemberScore(1, OptionalInt.empty(), 0.25)),
                    0.88)),
            ended(ExperimentStatus.COMPLETED))
        .toList();
  }

  public SnapshotRef snapshot(int trial, int epoch) {
    return new SnapshotRef(
        "%s/%d/%d.safetensors".formatted(id, trial, epoch), "ab".repeat(32), epoch);
  }
}

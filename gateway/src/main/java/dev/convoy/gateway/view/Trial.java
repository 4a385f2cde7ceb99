package dev.convoy.gateway.view;

import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Failure;
import dev.convoy.protocol.message.Finding;
import dev.convoy.protocol.message.Heir;
import dev.convoy.protocol.message.Reason;
import dev.convoy.protocol.message.TrialStatus;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.Objective;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One trial as far as the gateway has read. An epoch that a later attempt trained again replaces
 * the former. Not thread-safe: event-loop context only.
 */
public final class Trial {
  private final Fact.TrialCreated created;
  private final Objective objective;
  private final NavigableMap<Integer, EpochResult> epochs = new TreeMap<>();
  private Hyperparameters hyperparameters;
  private TrialStatus status = TrialStatus.QUEUED;
  private int targetEpochs;
  private Optional<TrialSummary.Best> best = Optional.empty();
  private Optional<TrialSummary.Run> run = Optional.empty();
  private Optional<Failure> lastFailure = Optional.empty();
  private Optional<Reason> reason = Optional.empty();
  private Optional<Instant> endedAt = Optional.empty();
  private List<Finding> findings = List.of();

  Trial(Fact.TrialCreated created, Objective objective) {
    this.created = created;
    this.hyperparameters = created.hyperparameters();
    this.objective = objective;
  }

  void inherit(Heir heir) {
    hyperparameters = heir.hyperparameters();
  }

  void order(Fact.LegOrdered ordered) {
    targetEpochs = ordered.leg().toEpoch();
    become(TrialStatus.QUEUED);
  }

  void start(Fact.AttemptStarted started) {
    run =
        Optional.of(
            new TrialSummary.Run(
                started.worker(), started.device(), started.attempt(), started.at()));
    become(TrialStatus.RUNNING);
  }

  void fail(Fact.AttemptFailed failed) {
    lastFailure = Optional.of(failed.failure());
  }

  void record(Fact.EpochRecorded recorded) {
    become(TrialStatus.RUNNING);
    epochs.put(
        recorded.epoch(), new EpochResult(recorded.epoch(), recorded.at(), recorded.metrics()));
    double value = recorded.metrics().value(objective.metric());
    boolean improves =
        best.map(former -> objective.score(value) > objective.score(former.value()))
            .orElse(!Double.isNaN(value));
    if (improves) {
      best = Optional.of(new TrialSummary.Best(recorded.epoch(), value));
    }
  }

  void pause() {
    become(TrialStatus.PAUSED);
  }

  void park() {
    become(TrialStatus.QUEUED);
  }

  void diagnose(Fact.TrialDiagnosed diagnosed) {
    findings = diagnosed.findings();
  }

  void end(Fact.TrialEnded ended) {
    become(ended.status());
    reason = Optional.of(ended.reason());
    endedAt = Optional.of(ended.at());
  }

  private void become(TrialStatus next) {
    if (status.canBecome(next)) {
      status = next;
    }
  }

  /** Counts from 0. */
  public int number() {
    return created.trial();
  }

  public TrialStatus status() {
    return status;
  }

  /** The best epoch by the objective, of equals the first; empty while there is no number. */
  public Optional<TrialSummary.Best> best() {
    return best;
  }

  /** What its learning curves show. */
  public List<Finding> findings() {
    return findings;
  }

  /** Its learning curves, by epoch. */
  public List<EpochResult> epochs() {
    return List.copyOf(epochs.values());
  }

  /** What the API shows of it, its network apart. */
  public TrialSummary summary() {
    return new TrialSummary(
        number(),
        status,
        reason,
        hyperparameters,
        epochs.isEmpty() ? 0 : epochs.lastKey(),
        targetEpochs,
        best,
        Optional.ofNullable(epochs.lastEntry()).map(last -> last.getValue()),
        run,
        lastFailure,
        created.at(),
        endedAt,
        Optional.empty());
  }
}

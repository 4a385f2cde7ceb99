package dev.convoy.metrics.exporter;

import dev.convoy.protocol.message.EnsembleScore;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.ExperimentStatus;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.TrialStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** How far an experiment is, from its facts in their order. Belongs to one thread. */
final class ExperimentProgress {
  private final ExperimentId id;
  private final String name;
  private final Instant startedAt;
  private final Map<Integer, TrialProgress> trials = new HashMap<>();
  private ExperimentStatus status = ExperimentStatus.RUNNING;
  private Instant lastFactAt;
  private double bestValidationAccuracy = Double.NaN;
  private int failedAttempts;
  private Optional<EnsembleScore> ensemble = Optional.empty();

  ExperimentProgress(Fact.ExperimentStarted started) {
    this.id = started.experimentId();
    this.name = started.spec().name();
    this.startedAt = started.at();
    this.lastFactAt = started.at();
  }

  void apply(Fact fact) {
    lastFactAt = fact.at();
    switch (fact) {
      case Fact.ExperimentStarted again -> {}
      case Fact.TrialCreated created ->
          trials.put(created.trial(), TrialProgress.created(id, created.trial(), created.at()));
      case Fact.SpaceNarrowed narrowed -> {}
      case Fact.CheckOrdered ordered -> {}
      case Fact.CheckJudged judged -> {}
      case Fact.GenerationDecided decided -> {}
      case Fact.RateNarrowed narrowed -> {}
      case Fact.TrialDiagnosed diagnosed -> {}
      case Fact.ExperimentReviewed reviewed -> {}
      case Fact.LegOrdered ordered -> move(ordered.trial(), TrialStatus.QUEUED, fact.at());
      case Fact.AttemptStarted started -> move(started.trial(), TrialStatus.RUNNING, fact.at());
      case Fact.EpochRecorded epoch -> record(epoch);
      case Fact.AttemptFailed failed -> failedAttempts++;
      case Fact.TrialPaused paused -> move(paused.trial(), TrialStatus.PAUSED, fact.at());
      case Fact.TrialParked parked -> move(parked.trial(), TrialStatus.QUEUED, fact.at());
      case Fact.ExperimentExtended extended -> {}
      case Fact.ExperimentPaused paused -> status = ExperimentStatus.PAUSED;
      case Fact.ExperimentResumed resumed -> status = ExperimentStatus.RUNNING;
      case Fact.TrialEnded ended -> move(ended.trial(), ended.status(), fact.at());
      case Fact.EnsembleOrdered ordered -> status = ExperimentStatus.ENSEMBLING;
      case Fact.EnsembleScored scored -> ensemble = Optional.of(scored.score());
      case Fact.ExperimentEnded ended -> status = ended.status();
    }
  }

  private void record(Fact.EpochRecorded epoch) {
    bestValidationAccuracy = fmax(bestValidationAccuracy, epoch.metrics().validationAccuracy());
    change(epoch.trial(), trial -> trial.with(epoch.epoch(), epoch.metrics(), epoch.at()));
  }

  /** The larger one, where NaN is none. */
  private static double fmax(double a, double b) {
    return Double.isNaN(a) || b > a ? b : a;
  }

  private void move(int trial, TrialStatus next, Instant at) {
    change(trial, former -> former.with(next, at));
  }

  private void change(int trial, UnaryOperator<TrialProgress> change) {
    trials.computeIfPresent(trial, (number, former) -> change.apply(former));
  }

  ExperimentId id() {
    return id;
  }

  String name() {
    return name;
  }

  Instant startedAt() {
    return startedAt;
  }

  ExperimentStatus status() {
    return status;
  }

  boolean endedBefore(Instant deadline) {
    return status.ended() && lastFactAt.isBefore(deadline);
  }

  Collection<TrialProgress> trials() {
    return trials.values();
  }

  /** How many trials are in each status; none is left out. */
  Map<TrialStatus, Integer> trialsByStatus() {
    Map<TrialStatus, Integer> counts = new EnumMap<>(TrialStatus.class);
    for (TrialStatus each : TrialStatus.values()) {
      counts.put(each, 0);
    }
    trials.values().forEach(trial -> counts.merge(trial.status(), 1, Integer::sum));
    return counts;
  }

  /** Over all trials and epochs; NaN before the first. */
  double bestValidationAccuracy() {
    return bestValidationAccuracy;
  }

  int failedAttempts() {
    return failedAttempts;
  }

  Optional<EnsembleScore> ensemble() {
    return ensemble;
  }
}

package dev.convoy.metrics.exporter;

import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Observation;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All experiments worth showing, from facts and observations. Belongs to one thread at a time. */
final class TrainingView {
  private final Retention retention;
  private final Map<ExperimentId, ExperimentProgress> experiments = new HashMap<>();
  private final ObservedTrials observed;

  TrainingView(Retention retention) {
    this.retention = retention;
    this.observed = new ObservedTrials(2 * retention.mostTrials());
  }

  /** Takes a fact in; facts about experiments that it doesn't show change nothing. */
  void apply(Fact fact) {
    if (fact instanceof Fact.ExperimentStarted started) {
      experiments.putIfAbsent(started.experimentId(), new ExperimentProgress(started));
    }
    ExperimentProgress experiment = experiments.get(fact.experimentId());
    if (experiment != null) {
      experiment.apply(fact);
    }
  }

  /** Takes in what a worker saw of a trial's network. */
  void apply(Observation observation) {
    observed.apply(observation);
  }

  /**
   * What is to be shown at a time.
   *
   * @param experiments the newest first
   * @param trials of these, the most recently changed first
   * @param observed those of these trials of whose networks something was seen
   */
  record Shown(
      List<ExperimentProgress> experiments,
      List<TrialProgress> trials,
      List<ObservedTrial> observed) {}

  /** Forgets what ended too long ago, and says what is left. */
  Shown at(Instant now) {
    Instant deadline = now.minus(retention.experiment());
    experiments.values().removeIf(experiment -> experiment.endedBefore(deadline));
    List<ExperimentProgress> newest = newestExperiments();
    List<TrialProgress> latest = latestTrials(newest, now.minus(retention.trial()));
    return new Shown(
        newest, latest, latest.stream().flatMap(trial -> observed.find(trial).stream()).toList());
  }

  private List<ExperimentProgress> newestExperiments() {
    return experiments.values().stream()
        .sorted(
            Comparator.comparing(ExperimentProgress::startedAt)
                .reversed()
                .thenComparing(ExperimentProgress::id))
        .limit(retention.mostExperiments())
        .toList();
  }

  private List<TrialProgress> latestTrials(List<ExperimentProgress> shown, Instant deadline) {
    return shown.stream()
        .flatMap(experiment -> experiment.trials().stream())
        .filter(trial -> trial.epoch() > 0)
        .filter(trial -> !trial.status().ended() || trial.at().isAfter(deadline))
        .sorted(Comparator.comparing(TrialProgress::at).reversed())
        .limit(retention.mostTrials())
        .toList();
  }
}

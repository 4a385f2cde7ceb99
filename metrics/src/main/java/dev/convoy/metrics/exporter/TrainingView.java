package dev.convoy.metrics.exporter;

import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.Fact;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All experiments worth showing, from the facts. Belongs to one thread at a time. */
final class TrainingView {
  private final Retention retention;
  private final Map<ExperimentId, ExperimentProgress> experiments = new HashMap<>();

  TrainingView(Retention retention) {
    this.retention = retention;
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

  /**
   * What is to be shown at a time.
   *
   * @param experiments the newest first
   * @param trials of these, the most recently changed first
   */
  record Shown(List<ExperimentProgress> experiments, List<TrialProgress> trials) {}

  /** Forgets what ended too long ago, and says what is left. */
  Shown at(Instant now) {
    Instant deadline = now.minus(retention.experiment());
    experiments.values().removeIf(experiment -> experiment.endedBefore(deadline));
    List<ExperimentProgress> newest = newestExperiments();
    return new Shown(newest, latestTrials(newest, now.minus(retention.trial())));
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

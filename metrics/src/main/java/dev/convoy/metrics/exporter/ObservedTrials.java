package dev.convoy.metrics.exporter;

import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.Observation;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The trials that were observed last, which may come before their facts. It is to keep more than
 * are shown, for those that reported last aren't quite those that were observed last.
 */
final class ObservedTrials {
  private final int most;
  private final SequencedMap<Key, ObservedTrial> trials = new LinkedHashMap<>();

  private record Key(ExperimentId experiment, int trial) {}

  ObservedTrials(int most) {
    this.most = most;
  }

  void apply(Observation observation) {
    Key key = new Key(observation.experimentId(), observation.trial());
    ObservedTrial next = ObservedTrial.of(observation);
    ObservedTrial former = trials.getOrDefault(key, next);
    trials.putLast(key, ObservedTrial.later(former, next));
    if (trials.size() > most) {
      trials.pollFirstEntry();
    }
  }

  Optional<ObservedTrial> find(TrialProgress trial) {
    return Optional.ofNullable(trials.get(new Key(trial.experiment(), trial.trial())));
  }
}

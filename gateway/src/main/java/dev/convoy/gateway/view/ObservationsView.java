package dev.convoy.gateway.view;

import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.Observation;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What was seen of trials' networks. They are large, so only those of the trials that were observed
 * last are kept. Not thread-safe: event-loop context only.
 */
final class ObservationsView {
  static final int MOST_TRIALS = 1000;

  private final SequencedMap<Key, TrialObservations> trials = new LinkedHashMap<>();

  private record Key(ExperimentId experiment, int trial) {}

  void apply(Observation observation) {
    Key key = new Key(observation.experimentId(), observation.trial());
    TrialObservations former = trials.getOrDefault(key, TrialObservations.none(key.trial()));
    trials.putLast(key, former.with(observation));
    if (trials.size() > MOST_TRIALS) {
      trials.pollFirstEntry();
    }
  }

  Optional<TrialObservations> find(ExperimentId experiment, int trial) {
    return Optional.ofNullable(trials.get(new Key(experiment, trial)));
  }
}

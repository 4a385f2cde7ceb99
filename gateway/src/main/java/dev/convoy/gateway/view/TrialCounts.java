package dev.convoy.gateway.view;

import dev.convoy.protocol.message.TrialStatus;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;

/**
 * How far an experiment's trials are.
 *
 * @param requested how many the document asks for at most; the others count those created
 */
public record TrialCounts(
    int requested,
    int queued,
    int running,
    int paused,
    int completed,
    int stopped,
    int failed,
    int cancelled) {

  static TrialCounts of(int requested, Collection<Trial> trials) {
    Map<TrialStatus, Integer> counts = new EnumMap<>(TrialStatus.class);
    trials.forEach(trial -> counts.merge(trial.status(), 1, Integer::sum));
    return new TrialCounts(
        requested,
        counts.getOrDefault(TrialStatus.QUEUED, 0),
        counts.getOrDefault(TrialStatus.RUNNING, 0),
        counts.getOrDefault(TrialStatus.PAUSED, 0),
        counts.getOrDefault(TrialStatus.COMPLETED, 0),
        counts.getOrDefault(TrialStatus.STOPPED, 0),
        counts.getOrDefault(TrialStatus.FAILED, 0),
        counts.getOrDefault(TrialStatus.CANCELLED, 0));
  }
}

package dev.convoy.worker.mesh;

import dev.convoy.protocol.message.Attempt;
import dev.convoy.protocol.message.Control;
import dev.convoy.protocol.message.ExperimentId;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * What control has said so far, also about work that this worker may get later; the oldest orders
 * are forgotten when there are too many. Thread-safe.
 */
public final class Orders {
  private final int most;
  private final SequencedMap<ExperimentId, Boolean> stoppedExperiments = new LinkedHashMap<>();
  private final SequencedMap<Trial, Boolean> stoppedTrials = new LinkedHashMap<>();
  private final SequencedMap<Trial, Attempt> fences = new LinkedHashMap<>();

  private record Trial(ExperimentId experiment, int number) {}

  /**
   * Nothing heard yet.
   *
   * @param most orders of each kind that are remembered
   */
  public Orders(int most) {
    this.most = most;
  }

  /** Remembers an order. */
  public synchronized void hear(Control control) {
    switch (control) {
      case Control.StopExperiment stop -> remember(stoppedExperiments, stop.experimentId(), true);
      case Control.StopTrial stop ->
          remember(stoppedTrials, new Trial(stop.experimentId(), stop.trial()), true);
      case Control.FenceAttempts fence -> raise(fence);
    }
  }

  private void raise(Control.FenceAttempts fence) {
    Trial trial = new Trial(fence.experimentId(), fence.trial());
    Attempt former = fences.get(trial);
    if (former == null || former.compareTo(fence.current()) < 0) {
      remember(fences, trial, fence.current());
    }
  }

  private <K, V> void remember(SequencedMap<K, V> orders, K about, V order) {
    orders.putLast(about, order);
    if (orders.size() > most) {
      orders.pollFirstEntry();
    }
  }

  /** Whether everything of an experiment is to stop. */
  public synchronized boolean stop(ExperimentId experiment) {
    return stoppedExperiments.containsKey(experiment);
  }

  /** Whether an attempt at a leg is to stop. */
  public synchronized boolean stop(ExperimentId experiment, int number, Attempt attempt) {
    Trial trial = new Trial(experiment, number);
    Attempt current = fences.get(trial);
    return stop(experiment)
        || stoppedTrials.containsKey(trial)
        || (current != null && attempt.compareTo(current) < 0);
  }
}

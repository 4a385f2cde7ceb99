package dev.convoy.gateway.http;

import dev.convoy.protocol.message.ExperimentId;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who wants to know when an experiment changes. Not thread-safe: event-loop context only. */
public final class Watchers {
  private final Map<ExperimentId, Set<Runnable>> byExperiment = new HashMap<>();

  /** Ends a watch; doing so twice is harmless. */
  interface Watch {
    void end();
  }

  /** Runs the action after every change from now on. */
  Watch watch(ExperimentId experiment, Runnable action) {
    byExperiment.computeIfAbsent(experiment, id -> new LinkedHashSet<>()).add(action);
    return () -> end(experiment, action);
  }

  private void end(ExperimentId experiment, Runnable action) {
    byExperiment.computeIfPresent(
        experiment,
        (id, actions) -> {
          actions.remove(action);
          return actions.isEmpty() ? null : actions;
        });
  }

  /** Tells everybody who watches this experiment. */
  public void changed(ExperimentId experiment) {
    List.copyOf(byExperiment.getOrDefault(experiment, Set.of())).forEach(Runnable::run);
  }
}

package dev.convoy.scheduler.core;

import dev.convoy.protocol.message.ExperimentStatus;
import java.time.Instant;

/**
 * What the passing of time leads to: training ends at the deadline, the ensemble is still built.
 */
final class OnTick {

  private OnTick() {}

  static Decision decide(SchedulerState state, Instant now) {
    return state.running().stream()
        .filter(experiment -> experiment.status() == ExperimentStatus.RUNNING)
        .filter(experiment -> experiment.deadline().filter(end -> !now.isBefore(end)).isPresent())
        .map(experiment -> Endings.timeIsUp(experiment, now))
        .reduce(Decision.NOTHING, Decision::and);
  }
}

package dev.convoy.scheduler.core;

import dev.convoy.protocol.message.Attempt;
import dev.convoy.protocol.message.Control;
import dev.convoy.protocol.message.ExperimentStatus;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Leg;
import dev.convoy.protocol.message.TrialStatus;
import java.time.Instant;

/**
 * Pausing and resuming. From a pause on nothing is ordered. A leg that nobody has begun is parked
 * at once; one that trains goes on to the end of its epoch, which is recorded and judged as ever,
 * and is parked then, so no finished work is lost. A parked trial keeps its place among the
 * parallel ones, and whoever still holds its old order is fenced. Resuming orders parked trials
 * again from their last snapshots, before anything new; it costs none of their restarts. The time
 * limit stands still meanwhile; the budget of epochs doesn't. If it is used up in a pause, whoever
 * still trains is parked at once, in the middle of an epoch, and only the end of the pause cuts
 * trials short, unless the experiment has been extended until then.
 */
final class Pausing {
  private Pausing() {}

  static Decision pause(Experiment experiment, Instant at) {
    return experiment.status() == ExperimentStatus.RUNNING
        ? Decision.that(
            new Fact.ExperimentPaused(experiment.id(), experiment.suspension().pauses() + 1, at))
        : Decision.NOTHING;
  }

  static Decision resume(Experiment experiment, Instant at) {
    return experiment.status() == ExperimentStatus.PAUSED
        ? Decision.that(
            new Fact.ExperimentResumed(experiment.id(), experiment.suspension().pauses(), at))
        : Decision.NOTHING;
  }

  /** Parks the trials that nobody has begun to train. */
  static Decision parkQueued(Experiment experiment, Instant at) {
    return experiment.trials().stream()
        .filter(trial -> trial.status() == TrialStatus.QUEUED)
        .map(trial -> park(experiment, trial.number(), at))
        .reduce(Decision.NOTHING, Decision::and);
  }

  /**
   * In a pause, once the budget of epochs is used up, parks the first of those that still train.
   */
  static Decision parkIfSpent(Experiment experiment, Instant at) {
    return experiment.suspension().lasts() && experiment.isSpent()
        ? experiment.trials().stream()
            .filter(trial -> trial.status() == TrialStatus.RUNNING)
            .findFirst()
            .map(trial -> park(experiment, trial.number(), at))
            .orElse(Decision.NOTHING)
        : Decision.NOTHING;
  }

  /** Parks a trial in the middle of its leg. */
  static Decision park(Experiment experiment, int trial, Instant at) {
    Leg leg = experiment.trial(trial).leg().orElseThrow();
    Attempt next = new Attempt(leg.number(), leg.restart() + 1, 0);
    return Decision.that(new Fact.TrialParked(experiment.id(), trial, leg, at))
        .and(Decision.tell(new Control.FenceAttempts(experiment.id(), trial, next)));
  }

  /**
   * Orders what was parked again, then fills places that are free; or ends training, if the budget
   * of epochs is used up.
   */
  static Decision goOn(Experiment experiment, Instant at) {
    if (experiment.isSpent()) {
      return Slots.fill(experiment, at);
    }
    return experiment
        .trials()
        .parked()
        .map(trial -> Orders.onceMore(experiment, experiment.trial(trial), at))
        .reduce(Decision.NOTHING, Decision::and)
        .and(Slots.fill(experiment, at));
  }
}

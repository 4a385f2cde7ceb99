package dev.convoy.scheduler.core;

import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Reason;
import dev.convoy.protocol.message.TrialStatus;
import dev.convoy.scheduler.search.Seeds;
import dev.convoy.scheduler.stopping.Allocation;
import java.time.Instant;
import java.util.Optional;

/**
 * What a free place is used for: a check, before a trial that waits, before a new one, before the
 * end.
 */
final class Slots {

  private Slots() {}

  /**
   * Uses one free place, if there is one; once nothing is left to wait for, concludes. Orders
   * nothing in a pause.
   */
  static Decision fill(Experiment experiment, Instant at) {
    if (experiment.suspension().lasts()) {
      return Pausing.parkIfSpent(experiment, at);
    }
    return experiment.isSpent()
        ? Endings.epochsAreUsedUp(experiment, at)
        : Gates.next(experiment, at).orElseGet(() -> fillPlaces(experiment, at));
  }

  private static Decision fillPlaces(Experiment experiment, Instant at) {
    if (experiment.trials().active() >= experiment.spec().search().parallel()) {
      return Decision.NOTHING;
    }
    return decideGeneration(experiment, at)
        .or(() -> settle(experiment, at))
        .or(() -> narrow(experiment, at))
        .or(() -> create(experiment, at))
        .orElseGet(
            () -> experiment.trials().active() > 0 ? Decision.NOTHING : finish(experiment, at));
  }

  private static Optional<Decision> decideGeneration(Experiment experiment, Instant at) {
    Plan plan = experiment.plan();
    return plan.allocation().generation(experiment.history()).stream()
        .mapToObj(
            epoch ->
                new Fact.GenerationDecided(
                    experiment.id(), epoch, plan.search().heirs(experiment.history(), epoch), at))
        .<Decision>map(Decision::that)
        .findFirst();
  }

  private static Optional<Decision> settle(Experiment experiment, Instant at) {
    return experiment
        .plan()
        .allocation()
        .next(experiment.history())
        .map(
            step ->
                switch (step) {
                  case Allocation.Step.Promote(int trial) ->
                      Orders.nextLeg(experiment, experiment.trial(trial), at);
                  case Allocation.Step.Drop(int trial, Reason reason) ->
                      stop(experiment, trial, reason, at);
                });
  }

  private static Optional<Decision> narrow(Experiment experiment, Instant at) {
    return experiment
        .plan()
        .search()
        .narrow(experiment.history())
        .map(
            step ->
                Decision.that(
                    new Fact.SpaceNarrowed(experiment.id(), step.around(), step.ranges(), at)));
  }

  private static Optional<Decision> create(Experiment experiment, Instant at) {
    int number = experiment.trials().created();
    if (number >= experiment.plan().budget()) {
      return Optional.empty();
    }
    long seed = Seeds.ofTrial(experiment.seed(), number);
    return experiment
        .plan()
        .search()
        .next(experiment.history())
        .map(draw -> Decision.that(new Fact.TrialCreated(experiment.id(), number, draw, seed, at)));
  }

  /** Those that still wait wait in vain; then the experiment concludes. */
  private static Decision finish(Experiment experiment, Instant at) {
    return experiment
        .trials()
        .firstPaused()
        .map(
            trial -> {
              Reason reason =
                  experiment.plan().allocation().passedOver(experiment.history(), trial);
              return stop(experiment, trial, reason, at);
            })
        .orElseGet(() -> Endings.conclude(experiment, at));
  }

  private static Decision stop(Experiment experiment, int trial, Reason reason, Instant at) {
    return Decision.that(
        new Fact.TrialEnded(experiment.id(), trial, TrialStatus.STOPPED, reason, at));
  }
}

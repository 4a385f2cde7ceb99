package dev.convoy.scheduler.core;

import dev.convoy.protocol.message.EnsembleMember;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Leg;
import dev.convoy.protocol.message.SnapshotRef;
import dev.convoy.protocol.message.Work;
import dev.convoy.protocol.spec.EnsembleSpec;
import dev.convoy.protocol.spec.TrialSpec;
import dev.convoy.scheduler.search.Seeds;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Puts work into the queue, together with the fact that says so. */
final class Orders {

  private Orders() {}

  /**
   * Orders a trial's first leg.
   *
   * @throws IllegalArgumentException if the draw makes no trial
   */
  static Decision firstLeg(Experiment experiment, Trial trial, Instant at) {
    TrialSpec spec = experiment.spec().resolve(trial.hyperparameters());
    return leg(experiment, trial, spec, new Leg(0, 0, 0, legEnd(experiment, trial, spec)), at);
  }

  /** Orders the next leg of a trial that waits, from its last snapshot. */
  static Decision nextLeg(Experiment experiment, Trial trial, Instant at) {
    TrialSpec spec = experiment.spec().resolve(trial.hyperparameters());
    int number = trial.leg().orElseThrow().number() + 1;
    Leg leg = new Leg(number, 0, saved(experiment, trial), legEnd(experiment, trial, spec));
    return leg(experiment, trial, spec, leg, at);
  }

  /**
   * Orders a check.
   *
   * @throws IllegalArgumentException if its hyperparameters make no trial
   */
  static Decision check(Experiment experiment, Fact.CheckOrdered order) {
    return Decision.order(
        order,
        new Work.RunCheck(
            experiment.id(),
            order.check(),
            order.restart(),
            experiment.spec().resolve(order.hyperparameters()),
            Seeds.ofTrial(experiment.seed(), 0)));
  }

  /** Whether a trial that is through with its leg has epochs before it, with nobody to wait for. */
  static boolean goesOn(Experiment experiment, Trial trial) {
    TrialSpec spec = experiment.spec().resolve(trial.hyperparameters());
    return legEnd(experiment, trial, spec) > experiment.history().curve(trial.number()).epochs();
  }

  private static int legEnd(Experiment experiment, Trial trial, TrialSpec spec) {
    int done = experiment.history().curve(trial.number()).epochs();
    return experiment.plan().allocation().legEnd(trial.number(), done, spec.training().epochs());
  }

  /** Orders the last leg once more, from the last snapshot. */
  static Decision again(Experiment experiment, Trial trial, Leg last, Instant at) {
    TrialSpec spec = experiment.spec().resolve(trial.hyperparameters());
    int from = saved(experiment, trial);
    Leg leg = new Leg(last.number(), last.restart() + 1, from, last.toEpoch());
    return leg(experiment, trial, spec, leg, at);
  }

  /** Orders a parked trial's leg, from the last snapshot. */
  static Decision onceMore(Experiment experiment, Trial trial, Instant at) {
    TrialSpec spec = experiment.spec().resolve(trial.hyperparameters());
    Leg named = trial.leg().orElseThrow();
    Leg leg = new Leg(named.number(), named.restart(), saved(experiment, trial), named.toEpoch());
    return leg(experiment, trial, spec, leg, at);
  }

  private static int saved(Experiment experiment, Trial trial) {
    return experiment
        .history()
        .curve(trial.number())
        .lastSnapshot()
        .map(SnapshotRef::epoch)
        .orElse(0);
  }

  private static Decision leg(
      Experiment experiment, Trial trial, TrialSpec spec, Leg leg, Instant at) {
    Optional<SnapshotRef> from = experiment.history().curve(trial.number()).lastSnapshot();
    return Decision.order(
        new Fact.LegOrdered(experiment.id(), trial.number(), leg, from, at),
        new Work.TrainLeg(
            experiment.id(),
            trial.number(),
            leg,
            spec,
            trial.seed(),
            experiment.spec().objective(),
            from,
            experiment.history().generation()));
  }

  /** Orders the ensemble of these members, best first. */
  static Decision ensemble(
      Experiment experiment, int restart, List<EnsembleMember> members, Instant at) {
    return Decision.order(
        new Fact.EnsembleOrdered(experiment.id(), restart, members, at),
        new Work.BuildEnsemble(
            experiment.id(),
            restart,
            members.stream().map(member -> withTrial(experiment, member)).toList(),
            experiment.spec().ensemble().selection() == EnsembleSpec.Selection.GREEDY
                ? OptionalInt.of(experiment.spec().ensemble().size())
                : OptionalInt.empty(),
            experiment.spec().ensemble().testTimeAugmentation()));
  }

  private static Work.BuildEnsemble.Member withTrial(Experiment experiment, EnsembleMember member) {
    Trial trial = experiment.trial(member.trial());
    return new Work.BuildEnsemble.Member(
        member.trial(),
        member.snapshot(),
        experiment.spec().resolve(trial.hyperparameters()),
        trial.seed());
  }
}

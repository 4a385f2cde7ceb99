package dev.convoy.scheduler.core;

import dev.convoy.protocol.message.Control;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Failure;
import dev.convoy.protocol.message.Leg;
import dev.convoy.protocol.message.Reason;
import dev.convoy.protocol.message.TrialStatus;
import dev.convoy.protocol.spec.Objective;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What follows from a fact that has just been applied. */
final class OnFact {

  private OnFact() {}

  static Decision follow(SchedulerState state, Fact fact) {
    return switch (fact) {
      case Fact.ExperimentStarted started -> Slots.fill(state.of(started), started.at());
      case Fact.CheckOrdered ordered -> Decision.NOTHING;
      case Fact.CheckJudged judged -> Gates.follow(state.of(judged), judged);
      case Fact.RateNarrowed narrowed -> Slots.fill(state.of(narrowed), narrowed.at());
      case Fact.TrialCreated created -> train(state.of(created), created);
      case Fact.SpaceNarrowed narrowed -> Slots.fill(state.of(narrowed), narrowed.at());
      case Fact.GenerationDecided decided -> Slots.fill(state.of(decided), decided.at());
      case Fact.LegOrdered ordered -> onceOrdered(state.of(ordered), ordered);
      case Fact.AttemptStarted started -> Decision.NOTHING;
      case Fact.AttemptFailed failed -> retryOrEnd(state.of(failed), failed);
      case Fact.EpochRecorded recorded -> judge(state.of(recorded), recorded);
      case Fact.TrialPaused paused -> Slots.fill(state.of(paused), paused.at());
      case Fact.TrialParked parked -> Pausing.parkIfSpent(state.of(parked), parked.at());
      case Fact.TrialEnded end -> replace(state.of(end), end);
      case Fact.TrialDiagnosed diagnosed -> fillAfter(state.of(diagnosed), diagnosed);
      case Fact.ExperimentExtended extended -> Slots.fill(state.of(extended), extended.at());
      case Fact.ExperimentPaused paused -> Pausing.parkQueued(state.of(paused), paused.at());
      case Fact.ExperimentResumed resumed -> Pausing.goOn(state.of(resumed), resumed.at());
      case Fact.ExperimentReviewed reviewed -> Decision.NOTHING;
      case Fact.EnsembleOrdered ordered -> Decision.NOTHING;
      case Fact.EnsembleScored scored -> Endings.completed(state.of(scored), scored.at());
      case Fact.ExperimentEnded end -> Decision.NOTHING;
    };
  }

  private static Decision train(Experiment experiment, Fact.TrialCreated created) {
    try {
      return Orders.firstLeg(experiment, experiment.trial(created.trial()), created.at())
          .and(Slots.fill(experiment, created.at()));
    } catch (IllegalArgumentException e) {
      Reason reason = new Reason(Failure.Kind.SPEC.code(), String.valueOf(e.getMessage()));
      return end(experiment, created.trial(), TrialStatus.FAILED, reason, created.at());
    }
  }

  /**
   * There may be room for more than one that waits; a new trial fills on by itself. What a failure
   * in a pause ordered again waits for its end.
   */
  private static Decision onceOrdered(Experiment experiment, Fact.LegOrdered ordered) {
    if (experiment.suspension().lasts()) {
      return Pausing.park(experiment, ordered.trial(), ordered.at());
    }
    boolean promotion = ordered.leg().number() > 0 && ordered.leg().restart() == 0;
    return promotion ? Slots.fill(experiment, ordered.at()) : Decision.NOTHING;
  }

  /**
   * A result that is not finite ends the trial. After the last epoch it is complete whatever the
   * rules say; after the last that all trials together may train, every other trial is cut short,
   * in a pause only once that is over.
   */
  private static Decision judge(Experiment experiment, Fact.EpochRecorded recorded) {
    Trial trial = experiment.trial(recorded.trial());
    int epoch = recorded.epoch();
    Optional<Reason> diverged = diverged(experiment, recorded);
    if (diverged.isPresent()) {
      return stop(experiment, trial, diverged.get(), recorded.at());
    }
    boolean legIsDone = epoch == trial.leg().map(Leg::toEpoch).orElseThrow();
    boolean waits = experiment.plan().allocation().waitsAfter(trial.number(), epoch);
    if (legIsDone && !waits && !Orders.goesOn(experiment, trial)) {
      return end(experiment, trial.number(), TrialStatus.COMPLETED, allDone(epoch), recorded.at());
    }
    Optional<Reason> verdict =
        experiment.plan().rule().verdict(experiment.history(), trial.number(), epoch);
    if (verdict.isPresent()) {
      return stop(experiment, trial, verdict.get(), recorded.at());
    }
    if (experiment.isSpent() && !experiment.suspension().lasts()) {
      return Endings.epochsAreUsedUp(experiment, recorded.at());
    }
    return legIsDone ? afterLeg(experiment, recorded, waits) : goOn(experiment, recorded);
  }

  /** Weights that gave such a loss, or none that the objective can judge, come to nothing more. */
  private static Optional<Reason> diverged(Experiment experiment, Fact.EpochRecorded recorded) {
    return Stream.of(
            experiment.spec().objective().metric(),
            Objective.Metric.TRAINING_LOSS,
            Objective.Metric.VALIDATION_LOSS)
        .filter(metric -> !Double.isFinite(recorded.metrics().value(metric)))
        .map(
            metric ->
                new Reason(
                    Failure.Kind.NON_FINITE_LOSS.code(),
                    "%s is %s after epoch %d"
                        .formatted(
                            metric.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                            recorded.metrics().value(metric),
                            recorded.epoch())))
        .findFirst();
  }

  private static Decision stop(Experiment experiment, Trial trial, Reason reason, Instant at) {
    return end(experiment, trial.number(), TrialStatus.STOPPED, reason, at)
        .and(Decision.tell(new Control.StopTrial(experiment.id(), trial.number())));
  }

  /** A leg that was the last before the experiment was extended is followed by another at once. */
  private static Decision afterLeg(
      Experiment experiment, Fact.EpochRecorded recorded, boolean waits) {
    int trial = recorded.trial();
    return waits
        ? Decision.that(
            new Fact.TrialPaused(experiment.id(), trial, recorded.epoch(), recorded.at()))
        : Orders.nextLeg(experiment, experiment.trial(trial), recorded.at());
  }

  private static Decision goOn(Experiment experiment, Fact.EpochRecorded recorded) {
    return experiment.suspension().lasts()
        ? Pausing.park(experiment, recorded.trial(), recorded.at())
        : Decision.NOTHING;
  }

  private static Reason allDone(int epochs) {
    return new Reason("completed", "all %d epochs are done".formatted(epochs));
  }

  /**
   * A loss that is no longer finite is a result; other failures are tried again or end in shame.
   */
  private static Decision retryOrEnd(Experiment experiment, Fact.AttemptFailed failed) {
    Failure failure = failed.failure();
    Trial trial = experiment.trial(failed.trial());
    if (failure.kind() == Failure.Kind.NON_FINITE_LOSS) {
      return end(experiment, trial.number(), TrialStatus.STOPPED, failure.reason(), failed.at());
    }
    boolean again =
        failure.kind().worthRetrying()
            && trial.restarts() < experiment.spec().limits().maxRestarts();
    return again
        ? Orders.again(experiment, trial, trial.leg().orElseThrow(), failed.at())
        : end(experiment, trial.number(), TrialStatus.FAILED, failure.reason(), failed.at());
  }

  /**
   * A trial that ended is looked at, unless too many have failed. What the curves of one show that
   * was cut short is written down together with its end.
   */
  private static Decision replace(Experiment experiment, Fact.TrialEnded end) {
    if (end.status() == TrialStatus.CANCELLED) {
      return Decision.NOTHING;
    }
    return end.status() == TrialStatus.FAILED && Endings.tooManyFailed(experiment)
        ? Endings.tooManyFailed(experiment, end)
        : Decision.that(Reviews.trial(experiment, end));
  }

  /** It leaves room for another, unless it was cut short with all others, or too many failed. */
  private static Decision fillAfter(Experiment experiment, Fact.TrialDiagnosed diagnosed) {
    boolean last =
        experiment.trial(diagnosed.trial()).status() == TrialStatus.CANCELLED
            || Endings.tooManyFailed(experiment);
    return last ? Decision.NOTHING : Slots.fill(experiment, diagnosed.at());
  }

  private static Decision end(
      Experiment experiment, int trial, TrialStatus status, Reason reason, Instant at) {
    return Decision.that(new Fact.TrialEnded(experiment.id(), trial, status, reason, at));
  }
}

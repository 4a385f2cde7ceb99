package dev.convoy.scheduler.core;

import dev.convoy.protocol.message.Control;
import dev.convoy.protocol.message.ExperimentStatus;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Failure;
import dev.convoy.protocol.message.Leg;
import dev.convoy.protocol.message.Reason;
import dev.convoy.protocol.message.TrialStatus;
import dev.convoy.scheduler.search.Seeds;
import java.time.Instant;
import java.util.Optional;

/** What follows from a fact that has just been applied. */
final class OnFact {

  private OnFact() {}

  static Decision follow(SchedulerState state, Fact fact) {
    return switch (fact) {
      case Fact.ExperimentStarted started -> goOn(state.of(started), started.at());
      case Fact.TrialCreated created -> train(state.of(created), created);
      case Fact.LegOrdered ordered -> Decision.NOTHING;
      case Fact.AttemptStarted started -> Decision.NOTHING;
      case Fact.AttemptFailed failed -> retryOrEnd(state.of(failed), failed);
      case Fact.EpochRecorded recorded -> judge(state.of(recorded), recorded);
      case Fact.TrialEnded end -> replace(state.of(end), end);
      case Fact.EnsembleOrdered ordered -> Decision.NOTHING;
      case Fact.EnsembleScored scored -> Endings.completed(state.of(scored), scored.at());
      case Fact.ExperimentEnded end -> Decision.NOTHING;
    };
  }

  /** Creates the next trial if there is room; once nothing is left to wait for, concludes. */
  private static Decision goOn(Experiment experiment, Instant at) {
    Optional<Decision> next =
        experiment.live() < experiment.spec().search().parallel()
                && experiment.created() < experiment.plan().budget()
            ? create(experiment, at)
            : Optional.empty();
    return next.orElseGet(
        () -> experiment.live() > 0 ? Decision.NOTHING : Endings.conclude(experiment, at));
  }

  private static Optional<Decision> create(Experiment experiment, Instant at) {
    int number = experiment.created();
    long seed = Seeds.ofTrial(experiment.seed(), number);
    return experiment
        .plan()
        .search()
        .next(experiment.history())
        .map(draw -> Decision.that(new Fact.TrialCreated(experiment.id(), number, draw, seed, at)));
  }

  private static Decision train(Experiment experiment, Fact.TrialCreated created) {
    try {
      return Orders.firstLeg(experiment, experiment.trial(created.trial()), created.at())
          .and(goOn(experiment, created.at()));
    } catch (IllegalArgumentException e) {
      Reason reason = new Reason(Failure.Kind.SPEC.code(), String.valueOf(e.getMessage()));
      return end(experiment, created.trial(), TrialStatus.FAILED, reason, created.at());
    }
  }

  /** After the last epoch the trial is complete whatever the rules say. */
  private static Decision judge(Experiment experiment, Fact.EpochRecorded recorded) {
    int trial = recorded.trial();
    int last = experiment.trial(trial).leg().map(Leg::toEpoch).orElseThrow();
    if (recorded.epoch() == last) {
      return end(experiment, trial, TrialStatus.COMPLETED, allDone(last), recorded.at());
    }
    return verdict(experiment, trial, recorded.epoch())
        .map(
            reason ->
                end(experiment, trial, TrialStatus.STOPPED, reason, recorded.at())
                    .and(Decision.tell(new Control.StopTrial(experiment.id(), trial))))
        .orElse(Decision.NOTHING);
  }

  private static Optional<Reason> verdict(Experiment experiment, int trial, int epoch) {
    return experiment.plan().rules().stream()
        .flatMap(rule -> rule.verdict(experiment.history(), trial, epoch).stream())
        .findFirst();
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

  /** A trial that ended leaves room for another, unless too many have failed. */
  private static Decision replace(Experiment experiment, Fact.TrialEnded end) {
    if (end.status() == TrialStatus.CANCELLED) {
      return Decision.NOTHING;
    }
    int failed = experiment.ended(TrialStatus.FAILED);
    double share = experiment.spec().limits().failedShare();
    if (end.status() == TrialStatus.FAILED && failed > share * experiment.plan().budget()) {
      Reason reason =
          new Reason(
              "failed-share",
              "%d of %d trials failed, more than the share of %s allowed; the last: %s"
                  .formatted(failed, experiment.plan().budget(), share, end.reason().detail()));
      return Endings.abort(experiment, ExperimentStatus.FAILED, reason, end.at());
    }
    return goOn(experiment, end.at());
  }

  private static Decision end(
      Experiment experiment, int trial, TrialStatus status, Reason reason, Instant at) {
    return Decision.that(new Fact.TrialEnded(experiment.id(), trial, status, reason, at));
  }
}

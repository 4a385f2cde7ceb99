package dev.convoy.scheduler.core;

import dev.convoy.protocol.message.Attempt;
import dev.convoy.protocol.message.Control;
import dev.convoy.protocol.message.ExperimentStatus;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Failure;
import dev.convoy.protocol.message.Leg;
import dev.convoy.protocol.message.Reason;
import dev.convoy.protocol.message.Report;
import java.util.Optional;

/**
 * What workers' reports lead to. Only the newest attempt at the last order of a trial's leg is
 * listened to; whoever trains something else is told to stop, so a report that comes late, twice or
 * out of order changes nothing.
 */
final class OnReport {

  private OnReport() {}

  static Decision decide(SchedulerState state, Report report) {
    return state
        .running(report.experimentId())
        .map(experiment -> decide(experiment, report))
        .orElseGet(() -> toNobody(report));
  }

  private static Decision toNobody(Report report) {
    return switch (report) {
      case Report.LegStarted r -> Decision.tell(new Control.StopExperiment(r.experimentId()));
      case Report.EpochCompleted r -> Decision.tell(new Control.StopExperiment(r.experimentId()));
      case Report.LegCompleted r -> Decision.NOTHING;
      case Report.LegStopped r -> Decision.NOTHING;
      case Report.LegFailed r -> Decision.NOTHING;
      case Report.CheckMade r -> Decision.NOTHING;
      case Report.CheckFailed r -> Decision.NOTHING;
      case Report.EnsembleBuilt r -> Decision.NOTHING;
      case Report.EnsembleFailed r -> Decision.NOTHING;
    };
  }

  private static Decision decide(Experiment experiment, Report report) {
    return switch (report) {
      case Report.LegStarted r -> legStarted(experiment, r);
      case Report.EpochCompleted r -> epochCompleted(experiment, r);
      case Report.LegCompleted r -> legCompleted(experiment, r);
      case Report.LegStopped r -> Decision.NOTHING;
      case Report.LegFailed r -> legFailed(experiment, r);
      case Report.CheckMade r -> Gates.made(experiment, r);
      case Report.CheckFailed r -> Gates.failed(experiment, r);
      case Report.EnsembleBuilt r -> ensembleBuilt(experiment, r);
      case Report.EnsembleFailed r -> ensembleFailed(experiment, r);
    };
  }

  private static Decision legStarted(Experiment experiment, Report.LegStarted r) {
    Standing standing = Standing.of(experiment, r.trial(), r.attempt());
    if (standing != Standing.CURRENT) {
      return answer(standing, experiment, r.trial());
    }
    Trial trial = experiment.trial(r.trial());
    Optional<Attempt> before = trial.attempt();
    if (before.equals(Optional.of(r.attempt())) && trial.announced()) {
      return Decision.NOTHING;
    }
    Decision started =
        Decision.that(
            new Fact.AttemptStarted(
                r.experimentId(), r.trial(), r.attempt(), r.worker(), r.device(), r.at()));
    return before.filter(older -> older.compareTo(r.attempt()) < 0).isPresent()
        ? started.and(
            Decision.tell(new Control.FenceAttempts(r.experimentId(), r.trial(), r.attempt())))
        : started;
  }

  /**
   * Results count in order. One that is missing was lost with its attempt and will be repeated by
   * the next.
   */
  private static Decision epochCompleted(Experiment experiment, Report.EpochCompleted r) {
    Standing standing = Standing.of(experiment, r.trial(), r.attempt());
    if (standing != Standing.CURRENT) {
      return answer(standing, experiment, r.trial());
    }
    int last = experiment.trial(r.trial()).leg().map(Leg::toEpoch).orElse(0);
    int next = experiment.history().curve(r.trial()).epochs() + 1;
    return r.epoch() == next && next <= last
        ? Decision.that(
            new Fact.EpochRecorded(
                r.experimentId(),
                r.trial(),
                r.attempt(),
                r.epoch(),
                r.metrics(),
                r.snapshot(),
                r.at()))
        : Decision.NOTHING;
  }

  /** A leg is over when all its epochs are recorded; an end without them is a fault. */
  private static Decision legCompleted(Experiment experiment, Report.LegCompleted r) {
    if (Standing.of(experiment, r.trial(), r.attempt()) != Standing.CURRENT) {
      return Decision.NOTHING;
    }
    Failure failure =
        new Failure(
            Failure.Kind.INTERNAL,
            "the worker ended the leg without a report of epoch "
                + (experiment.history().curve(r.trial()).epochs() + 1));
    return Decision.that(
        new Fact.AttemptFailed(r.experimentId(), r.trial(), r.attempt(), failure, r.at()));
  }

  private static Decision legFailed(Experiment experiment, Report.LegFailed r) {
    return Standing.of(experiment, r.trial(), r.attempt()) == Standing.CURRENT
        ? Decision.that(
            new Fact.AttemptFailed(r.experimentId(), r.trial(), r.attempt(), r.failure(), r.at()))
        : Decision.NOTHING;
  }

  private static Decision answer(Standing standing, Experiment experiment, int trial) {
    return switch (standing) {
      case CURRENT, UNKNOWN -> Decision.NOTHING;
      case ENDED -> Decision.tell(new Control.StopTrial(experiment.id(), trial));
      case STALE ->
          Decision.tell(
              new Control.FenceAttempts(
                  experiment.id(), trial, experiment.trial(trial).newest().orElseThrow()));
    };
  }

  private static Decision ensembleBuilt(Experiment experiment, Report.EnsembleBuilt r) {
    return experiment.status() == ExperimentStatus.ENSEMBLING
        ? Decision.that(new Fact.EnsembleScored(r.experimentId(), r.score(), r.at()))
        : Decision.NOTHING;
  }

  private static Decision ensembleFailed(Experiment experiment, Report.EnsembleFailed r) {
    Optional<Fact.EnsembleOrdered> ordered =
        experiment.ensemble().filter(order -> order.restart() == r.restart());
    if (ordered.isEmpty()) {
      return Decision.NOTHING;
    }
    boolean again =
        r.failure().kind().worthRetrying()
            && r.restart() < experiment.spec().limits().maxRestarts();
    return again
        ? Orders.ensemble(experiment, r.restart() + 1, ordered.get().members(), r.at())
        : Endings.abort(experiment, ExperimentStatus.FAILED, unbuilt(r.failure()), r.at());
  }

  private static Reason unbuilt(Failure failure) {
    return new Reason(
        failure.kind().code(), "the ensemble could not be built: " + failure.detail());
  }
}

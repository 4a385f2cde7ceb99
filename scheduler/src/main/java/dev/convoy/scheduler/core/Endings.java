package dev.convoy.scheduler.core;

import dev.convoy.protocol.message.Control;
import dev.convoy.protocol.message.EnsembleMember;
import dev.convoy.protocol.message.ExperimentStatus;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Reason;
import dev.convoy.protocol.message.TrialStatus;
import dev.convoy.protocol.spec.EnsembleSpec;
import dev.convoy.scheduler.history.Curve;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The ways an experiment comes to its end. */
final class Endings {
  private static final int CANDIDATES_FOR_A_PLACE = 4;
  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble((Candidate candidate) -> candidate.saved().score())
          .reversed()
          .thenComparingInt(Candidate::trial)
          .thenComparingInt(candidate -> candidate.saved().epoch());

  private record Candidate(int trial, Curve.Saved saved) {}

  private Endings() {}

  /** Ends the experiment now, and with it every trial that lives. */
  static Decision abort(Experiment experiment, ExperimentStatus status, Reason reason, Instant at) {
    Fact end = new Fact.ExperimentEnded(experiment.id(), status, reason, at);
    return new Decision(
        Stream.concat(
                cancelledTrials(experiment, reason, at).flatMap(one -> withCurves(experiment, one)),
                Stream.of(end))
            .toList(),
        List.of(),
        List.of(new Control.StopExperiment(experiment.id())));
  }

  /** Ends training at the deadline and goes on with what there is. */
  static Decision timeIsUp(Experiment experiment, Instant at) {
    Duration limit = experiment.spec().limits().time().orElseThrow();
    Reason reason = new Reason("time-limit", "the time limit of %s is over".formatted(limit));
    return experiment.checks().next().isPresent()
        ? abort(experiment, ExperimentStatus.FAILED, reason, at)
        : cutShort(experiment, reason, at);
  }

  /** Ends training with the last epoch that may be trained and goes on with what there is. */
  static Decision epochsAreUsedUp(Experiment experiment, Instant at) {
    long limit = experiment.spec().limits().epochs().orElseThrow();
    return cutShort(
        experiment,
        new Reason("epoch-limit", "all trials together have trained %d epochs".formatted(limit)),
        at);
  }

  private static Decision cutShort(Experiment experiment, Reason reason, Instant at) {
    List<Control> stops =
        live(experiment)
            .<Control>map(trial -> new Control.StopTrial(experiment.id(), trial.number()))
            .toList();
    List<Fact> ends =
        cancelledTrials(experiment, reason, at)
            .flatMap(end -> withCurves(experiment, end))
            .toList();
    return new Decision(ends, List.of(), stops)
        .and(Reviews.experiment(experiment, diagnoses(ends), at))
        .and(ensembleOrEnd(experiment, at));
  }

  /** Once no trial is left to wait for: the ensemble, or the end. */
  static Decision conclude(Experiment experiment, Instant at) {
    return Reviews.experiment(experiment, List.of(), at).and(ensembleOrEnd(experiment, at));
  }

  /** A trial's end, and what its curves show if there are any. */
  private static Stream<Fact> withCurves(Experiment experiment, Fact.TrialEnded end) {
    return experiment.history().curve(end.trial()).epochs() == 0
        ? Stream.of(end)
        : Stream.of(end, Reviews.trial(experiment, end));
  }

  private static List<Fact.TrialDiagnosed> diagnoses(List<Fact> facts) {
    return facts.stream()
        .filter(Fact.TrialDiagnosed.class::isInstance)
        .map(Fact.TrialDiagnosed.class::cast)
        .toList();
  }

  /** Whether more trials have failed than the experiment bears. */
  static boolean tooManyFailed(Experiment experiment) {
    double share = experiment.spec().limits().failedShare();
    return experiment.trials().ended(TrialStatus.FAILED) > share * experiment.plan().budget();
  }

  /** Ends the experiment because of a trial that failed, one too many. */
  static Decision tooManyFailed(Experiment experiment, Fact.TrialEnded last) {
    Reason reason =
        new Reason(
            "failed-share",
            "%d of %d trials failed, more than the share of %s allowed; the last: %s"
                .formatted(
                    experiment.trials().ended(TrialStatus.FAILED),
                    experiment.plan().budget(),
                    experiment.spec().limits().failedShare(),
                    last.reason().detail()));
    Fact[] diagnosis = withCurves(experiment, last).skip(1).toArray(Fact[]::new);
    return Decision.that(diagnosis)
        .and(abort(experiment, ExperimentStatus.FAILED, reason, last.at()));
  }

  private static Decision ensembleOrEnd(Experiment experiment, Instant at) {
    List<EnsembleMember> members = bestSnapshots(experiment);
    if (!members.isEmpty()) {
      return Orders.ensemble(experiment, 0, members, at);
    }
    return hasResult(experiment)
        ? completed(experiment, at)
        : Decision.that(
            new Fact.ExperimentEnded(
                experiment.id(), ExperimentStatus.FAILED, withoutResult(experiment), at));
  }

  /** Everything is done. */
  static Decision completed(Experiment experiment, Instant at) {
    Trials trials = experiment.trials();
    int completed = trials.ended(TrialStatus.COMPLETED);
    int stopped = trials.ended(TrialStatus.STOPPED);
    int failed = trials.ended(TrialStatus.FAILED);
    Reason reason =
        new Reason(
            "completed",
            "%d trials: %d ran to their end, %d were stopped, %d failed, %d cut short%s"
                .formatted(
                    trials.created(),
                    completed,
                    stopped,
                    failed,
                    trials.created() - completed - stopped - failed,
                    exhausted(experiment)));
    return Decision.that(
        new Fact.ExperimentEnded(experiment.id(), ExperimentStatus.COMPLETED, reason, at));
  }

  /** Why there were no more trials, if the space had room for no more. */
  private static String exhausted(Experiment experiment) {
    int room = experiment.plan().budget();
    int asked = experiment.spec().search().trials();
    return room < asked && experiment.trials().created() == room
        ? "; %d were asked for, but the space has no more than %d combinations"
            .formatted(asked, room)
        : "";
  }

  private static Stream<Fact.TrialEnded> cancelledTrials(
      Experiment experiment, Reason reason, Instant at) {
    return live(experiment)
        .map(
            trial ->
                new Fact.TrialEnded(
                    experiment.id(), trial.number(), TrialStatus.CANCELLED, reason, at));
  }

  private static Stream<Trial> live(Experiment experiment) {
    return experiment.trials().stream().filter(trial -> !trial.status().ended());
  }

  /**
   * The best snapshots by the objective, of each trial as many as may vote; ties: the trial created
   * first, of one trial the earliest.
   */
  private static List<EnsembleMember> bestSnapshots(Experiment experiment) {
    EnsembleSpec ensemble = experiment.spec().ensemble();
    return experiment.trials().stream()
        .flatMap(
            trial ->
                experiment
                    .history()
                    .curve(trial.number())
                    .bestSnapshots(ensemble.mostOfOneTrial())
                    .map(saved -> new Candidate(trial.number(), saved)))
        .sorted(BEST_FIRST)
        .limit(candidates(ensemble))
        .map(chosen -> new EnsembleMember(chosen.trial(), chosen.saved().snapshot()))
        .toList();
  }

  /** What greedy selection chooses from: enough that it may find better company than the best. */
  private static int candidates(EnsembleSpec ensemble) {
    return switch (ensemble.selection()) {
      case TOP -> ensemble.size();
      case GREEDY -> CANDIDATES_FOR_A_PLACE * ensemble.size();
    };
  }

  private static boolean hasResult(Experiment experiment) {
    return experiment.trials().stream()
        .anyMatch(trial -> experiment.history().curve(trial.number()).hasResult());
  }

  private static Reason withoutResult(Experiment experiment) {
    String first = experiment.firstFailure().map(Reason::toString).orElse("none finished an epoch");
    return new Reason(
        "no-result",
        "none of %d trials gave a result; %s".formatted(experiment.trials().created(), first));
  }
}

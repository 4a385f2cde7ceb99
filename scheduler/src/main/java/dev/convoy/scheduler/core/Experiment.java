package dev.convoy.scheduler.core;

import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.ExperimentStatus;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Heir;
import dev.convoy.protocol.message.Leg;
import dev.convoy.protocol.message.Reason;
import dev.convoy.protocol.message.TrialStatus;
import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.scheduler.history.History;
import dev.convoy.scheduler.history.RecordedHistory;
import dev.convoy.scheduler.history.Rungs;
import dev.convoy.scheduler.review.CurveReader;
import dev.convoy.scheduler.review.Majority;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** One experiment that runs, as its facts made it. */
public final class Experiment {
  private final ExperimentId id;
  private ExperimentSpec spec;
  private final long seed;
  private final Instant startedAt;
  private Plan plan;
  private final RecordedHistory history;
  private final Trials trials = new Trials();
  private final Majority majority = new Majority();
  private int extensions;
  private long epochs;
  private Suspension suspension = Suspension.NEVER;
  private Optional<Reason> firstFailure = Optional.empty();
  private Checks checks;
  private Optional<Fact.EnsembleOrdered> ensemble = Optional.empty();

  Experiment(Fact.ExperimentStarted started) {
    id = started.experimentId();
    spec = started.spec();
    seed = started.seed();
    startedAt = started.at();
    plan = Plan.of(spec, seed);
    history = new RecordedHistory(spec.objective());
    checks = Checks.toMake(plan.checks());
  }

  void apply(Fact.CheckOrdered fact) {
    checks = suspension.lasts() ? checks.postponed(fact) : checks.ordered(fact);
  }

  void apply(Fact.CheckJudged fact) {
    checks = checks.judged(fact.check());
  }

  void apply(Fact.RateNarrowed fact) {
    history.found(fact.range());
  }

  void apply(Fact.TrialCreated fact) {
    trials.add(fact);
    history.created(fact.hyperparameters());
  }

  void apply(Fact.SpaceNarrowed fact) {
    history.narrowed(fact.ranges());
  }

  void apply(Fact.GenerationDecided fact) {
    history.succeeded(fact.epoch(), fact.heirs());
    for (Heir heir : fact.heirs()) {
      trials.replace(trial(heir.trial()).with(heir.hyperparameters()));
    }
  }

  void apply(Fact.LegOrdered fact) {
    Trial trial = trial(fact.trial());
    if (trial.status() == TrialStatus.PAUSED) {
      history.promoted(place(trial), fact.trial());
    }
    trials.order(fact);
  }

  void apply(Fact.AttemptStarted fact) {
    trials.replace(trial(fact.trial()).begun(fact.attempt()));
  }

  void apply(Fact.AttemptFailed fact) {
    firstFailure = firstFailure.or(() -> Optional.of(fact.failure().reason()));
  }

  void apply(Fact.EpochRecorded fact) {
    trials.replace(trial(fact.trial()).seen(fact.attempt()));
    history.recorded(fact.trial(), fact.epoch(), fact.metrics(), fact.snapshot());
    if (spec.ensemble().mostOfOneTrial() > 1 && endsCycle(fact)) {
      history.cycleEnded(fact.trial());
    }
    epochs++;
  }

  private boolean endsCycle(Fact.EpochRecorded fact) {
    Hyperparameters draw = trial(fact.trial()).hyperparameters();
    return spec.resolve(draw).training().schedule().endsCycle(fact.epoch());
  }

  void apply(Fact.TrialPaused fact) {
    trials.pause(fact.trial());
    history.arrived(place(trial(fact.trial())), fact.trial());
    history.observed(fact.trial());
  }

  void apply(Fact.TrialParked fact) {
    trials.park(fact.trial());
  }

  void apply(Fact.ExperimentExtended fact) {
    spec = fact.spec();
    plan = Plan.of(spec, seed, plan.laidOut());
    extensions = fact.count();
  }

  void apply(Fact.ExperimentPaused fact) {
    suspension = suspension.paused(fact.at());
  }

  void apply(Fact.ExperimentResumed fact) {
    suspension = suspension.resumed(fact.at());
  }

  void apply(Fact.TrialEnded fact) {
    Trial trial = trial(fact.trial());
    if (trial.status() == TrialStatus.PAUSED) {
      history.withdrawn(place(trial), fact.trial());
    } else if (fact.status() != TrialStatus.COMPLETED) {
      history.lost(place(trial));
    }
    trials.end(fact.trial(), fact.status());
    history.observed(fact.trial());
  }

  /** Where a trial's last leg leads; before the first, where that will. */
  private Rungs.Place place(Trial trial) {
    int epoch =
        trial
            .leg()
            .map(Leg::toEpoch)
            .orElseGet(() -> plan.allocation().legEnd(trial.number(), 0, Integer.MAX_VALUE));
    return new Rungs.Place(plan.allocation().bracket(trial.number()), epoch);
  }

  void apply(Fact.TrialDiagnosed fact) {
    count(fact, majority);
  }

  private void count(Fact.TrialDiagnosed fact, Majority among) {
    if (CurveReader.canRead(history.curve(fact.trial()).epochs(), fact.findings())) {
      among.add(fact.findings());
    }
  }

  void apply(Fact.EnsembleOrdered fact) {
    ensemble = Optional.of(fact);
  }

  ExperimentId id() {
    return id;
  }

  ExperimentSpec spec() {
    return spec;
  }

  long seed() {
    return seed;
  }

  Plan plan() {
    return plan;
  }

  /** What is checked before any trial. */
  Checks checks() {
    return checks;
  }

  /** What most trials show. */
  Majority majority() {
    return majority;
  }

  /** What most trials will show with these diagnoses. */
  Majority majorityWith(List<Fact.TrialDiagnosed> more) {
    Majority all = majority.copy();
    more.forEach(fact -> count(fact, all));
    return all;
  }

  History history() {
    return history;
  }

  /** When training has to end, unless it is paused until then; empty: never. */
  Optional<Instant> deadline() {
    return spec.limits().time().map(time -> startedAt.plus(time).plus(suspension.spent()));
  }

  /** Whether all trials together have trained as many epochs as they may. */
  boolean isSpent() {
    return spec.limits().epochs().stream().anyMatch(limit -> epochs >= limit);
  }

  /** How often it was extended. */
  int extensions() {
    return extensions;
  }

  Suspension suspension() {
    return suspension;
  }

  ExperimentStatus status() {
    if (ensemble.isPresent()) {
      return ExperimentStatus.ENSEMBLING;
    }
    return suspension.lasts() ? ExperimentStatus.PAUSED : ExperimentStatus.RUNNING;
  }

  /** The last order of the ensemble. */
  Optional<Fact.EnsembleOrdered> ensemble() {
    return ensemble;
  }

  /** What first went wrong in any attempt. */
  Optional<Reason> firstFailure() {
    return firstFailure;
  }

  Trials trials() {
    return trials;
  }

  Trial trial(int number) {
    return trials.get(number);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Experiment experiment
        && id.equals(experiment.id)
        && spec.equals(experiment.spec)
        && seed == experiment.seed
        && startedAt.equals(experiment.startedAt)
        && history.equals(experiment.history)
        && trials.equals(experiment.trials)
        && extensions == experiment.extensions
        && epochs == experiment.epochs
        && suspension.equals(experiment.suspension)
        && majority.equals(experiment.majority)
        && checks.equals(experiment.checks)
        && firstFailure.equals(experiment.firstFailure)
        && ensemble.equals(experiment.ensemble);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, seed, startedAt, trials);
  }
}

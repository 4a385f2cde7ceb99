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
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** One experiment that runs, as its facts made it. */
public final class Experiment {
  private final ExperimentId id;
  private ExperimentSpec spec;
  private final long seed;
  private final Instant startedAt;
  private Plan plan;
  private final RecordedHistory history;
  private final List<Trial> trials = new ArrayList<>();
  private final NavigableSet<Integer> paused = new TreeSet<>();
  private final NavigableSet<Integer> parked = new TreeSet<>();
  private final Majority majority = new Majority();
  private final Map<TrialStatus, Integer> ends = new EnumMap<>(TrialStatus.class);
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
    if (fact.trial() != trials.size()) {
      throw new IllegalStateException("Trial %d is next, not %s".formatted(trials.size(), fact));
    }
    trials.add(Trial.created(fact.trial(), fact.hyperparameters(), fact.seed()));
    history.created(fact.hyperparameters());
  }

  void apply(Fact.SpaceNarrowed fact) {
    history.narrowed(fact.ranges());
  }

  void apply(Fact.GenerationDecided fact) {
    history.succeeded(fact.epoch(), fact.heirs());
    for (Heir heir : fact.heirs()) {
      trials.set(heir.trial(), trial(heir.trial()).with(heir.hyperparameters()));
    }
  }

  void apply(Fact.LegOrdered fact) {
    Trial trial = trial(fact.trial());
    if (trial.status() == TrialStatus.PAUSED) {
      paused.remove(fact.trial());
      history.promoted(place(trial), fact.trial());
    }
    boolean wasParked = parked.remove(fact.trial());
    trials.set(fact.trial(), wasParked ? trial.unparked(fact.leg()) : trial.ordered(fact.leg()));
  }

  void apply(Fact.AttemptStarted fact) {
    trials.set(fact.trial(), trial(fact.trial()).begun(fact.attempt()));
  }

  void apply(Fact.AttemptFailed fact) {
    firstFailure = firstFailure.or(() -> Optional.of(fact.failure().reason()));
  }

  void apply(Fact.EpochRecorded fact) {
    trials.set(fact.trial(), trial(fact.trial()).seen(fact.attempt()));
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
    Trial trial = trial(fact.trial()).paused();
    trials.set(fact.trial(), trial);
    paused.add(fact.trial());
    history.arrived(place(trial), fact.trial());
    history.observed(fact.trial());
  }

  void apply(Fact.TrialParked fact) {
    trials.set(fact.trial(), trial(fact.trial()).parked());
    parked.add(fact.trial());
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
    if (paused.remove(fact.trial())) {
      history.withdrawn(place(trial), fact.trial());
    } else if (fact.status() != TrialStatus.COMPLETED) {
      history.lost(place(trial));
    }
    parked.remove(fact.trial());
    trials.set(fact.trial(), trial.ended(fact.status()));
    history.observed(fact.trial());
    ends.merge(fact.status(), 1, Integer::sum);
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

  int created() {
    return trials.size();
  }

  /** How many trials ended like this. */
  int ended(TrialStatus how) {
    return ends.getOrDefault(how, 0);
  }

  /** How many trials are queued or training. */
  int active() {
    return trials.size() - paused.size() - ends.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** The first created of the trials that wait for their next leg. */
  Optional<Integer> firstPaused() {
    return paused.isEmpty() ? Optional.empty() : Optional.of(paused.first());
  }

  /** The trials that wait for the experiment to be resumed, by number. */
  Stream<Integer> parked() {
    return parked.stream();
  }

  boolean has(int trial) {
    return trial >= 0 && trial < trials.size();
  }

  Trial trial(int number) {
    return trials.get(number);
  }

  Stream<Trial> trials() {
    return trials.stream();
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
        && paused.equals(experiment.paused)
        && parked.equals(experiment.parked)
        && extensions == experiment.extensions
        && epochs == experiment.epochs
        && suspension.equals(experiment.suspension)
        && majority.equals(experiment.majority)
        && ends.equals(experiment.ends)
        && checks.equals(experiment.checks)
        && firstFailure.equals(experiment.firstFailure)
        && ensemble.equals(experiment.ensemble);
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, seed, startedAt, trials);
  }
}

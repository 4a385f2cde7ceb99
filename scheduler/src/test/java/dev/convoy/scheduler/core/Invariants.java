package dev.convoy.scheduler.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.message.Attempt;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Leg;
import dev.convoy.protocol.message.SnapshotRef;
import dev.convoy.protocol.message.TrialStatus;
import dev.convoy.protocol.message.Work;
import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.protocol.spec.Objective;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What has to hold of any one experiment's facts after each of them. */
final class Invariants {
  private final Set<String> keys = new HashSet<>();
  private final Set<String> keptBack = new HashSet<>();
  private final List<TrialStatus> statuses = new ArrayList<>();
  private final List<Attempt> newest = new ArrayList<>();
  private final List<Integer> epochs = new ArrayList<>();
  private final Set<Integer> diverged = new HashSet<>();
  private final Set<Integer> diagnosed = new HashSet<>();
  private Optional<ExperimentSpec> spec = Optional.empty();
  private final List<Integer> retries = new ArrayList<>();
  private long trained;
  private boolean ended;
  private boolean paused;

  void check(SchedulerState state, FactLog log) {
    assertThat(log.replay()).as("replay(facts) equals the live state").isEqualTo(state);
  }

  void check(Decision decision) {
    decision.facts().forEach(this::check);
    assertThat(decision.work().stream().flatMap(Invariants::leg).toList())
        .as("a leg is ordered with the fact that says so")
        .isEqualTo(decision.facts().stream().flatMap(Invariants::leg).toList());
  }

  private record Ordered(int trial, Leg leg) {}

  private static Stream<Ordered> leg(Work work) {
    return work instanceof Work.TrainLeg order
        ? Stream.of(new Ordered(order.trial(), order.leg()))
        : Stream.empty();
  }

  private static Stream<Ordered> leg(Fact fact) {
    return fact instanceof Fact.LegOrdered order
        ? Stream.of(new Ordered(order.trial(), order.leg()))
        : Stream.empty();
  }

  private void check(Fact fact) {
    assertThat(ended).as("nothing follows the end, not %s", fact).isFalse();
    assertThat(keys.add(fact.key()) || isSentOnceResumed(fact))
        .as("%s happens once", fact.key())
        .isTrue();
    switch (fact) {
      case Fact.ExperimentStarted started -> spec = Optional.of(started.spec());
      case Fact.CheckOrdered ordered -> check(ordered);
      case Fact.CheckJudged judged -> assertThat(statuses).as("checks before trials").isEmpty();
      case Fact.RateNarrowed narrowed -> assertThat(statuses).isEmpty();
      case Fact.TrialCreated created -> create(created);
      case Fact.SpaceNarrowed narrowed -> assertThat(narrowed.around()).isLessThan(statuses.size());
      case Fact.GenerationDecided decided ->
          assertThat(decided.heirs())
              .allSatisfy(
                  heir -> assertThat(statuses.get(heir.trial())).isEqualTo(TrialStatus.PAUSED));
      case Fact.LegOrdered ordered -> order(ordered);
      case Fact.AttemptStarted started -> attempt(started.trial(), started.attempt());
      case Fact.AttemptFailed failed -> fail(failed);
      case Fact.EpochRecorded recorded -> record(recorded);
      case Fact.TrialPaused paused -> become(paused.trial(), TrialStatus.PAUSED);
      case Fact.TrialParked parked -> park(parked);
      case Fact.TrialEnded end -> become(end.trial(), end.status());
      case Fact.TrialDiagnosed diagnosis -> {
        assertThat(statuses.get(diagnosis.trial()).ended()).isTrue();
        diagnosed.add(diagnosis.trial());
      }
      case Fact.ExperimentExtended extended -> spec = Optional.of(extended.spec());
      case Fact.ExperimentPaused pause -> paused = true;
      case Fact.ExperimentResumed resumed -> paused = false;
      case Fact.ExperimentReviewed reviewed -> {
        assertThat(live()).isZero();
        everyCurveIsDiagnosed();
      }
      case Fact.EnsembleOrdered ordered -> assertThat(live()).isZero();
      case Fact.EnsembleScored scored -> assertThat(live()).isZero();
      case Fact.ExperimentEnded end -> {
        assertThat(live()).as("no trial outlives its experiment").isZero();
        everyCurveIsDiagnosed();
        ended = true;
      }
    }
  }

  private void check(Fact.CheckOrdered ordered) {
    assertThat(statuses).as("checks before trials").isEmpty();
    if (paused) {
      keptBack.add(ordered.key());
    }
  }

  /** A check that was to be ordered again in a pause is so once after it, by the same fact. */
  private boolean isSentOnceResumed(Fact fact) {
    return fact instanceof Fact.CheckOrdered && !paused && keptBack.remove(fact.key());
  }

  private void create(Fact.TrialCreated created) {
    assertThat(paused).as("nothing new in a pause, not %s", created).isFalse();
    ExperimentSpec running = spec.orElseThrow();
    assertThat(created.trial()).isEqualTo(statuses.size());
    statuses.add(TrialStatus.QUEUED);
    newest.add(new Attempt(0, 0, 0));
    epochs.add(0);
    retries.add(0);
    assertThat(statuses.size()).isLessThanOrEqualTo(running.search().trials());
    placesSuffice();
  }

  private void order(Fact.LegOrdered ordered) {
    if (statuses.get(ordered.trial()) != TrialStatus.QUEUED) {
      become(ordered.trial(), TrialStatus.QUEUED);
    }
    placesSuffice();
    assertThat(ordered.leg().fromEpoch())
        .as("it begins after the epoch of its snapshot, not %s", ordered)
        .isEqualTo(ordered.from().map(SnapshotRef::epoch).orElse(0));
    Attempt fence = new Attempt(ordered.leg().number(), ordered.leg().restart(), 0);
    assertThat(fence).isGreaterThanOrEqualTo(newest.get(ordered.trial()));
    newest.set(ordered.trial(), fence);
  }

  private void park(Fact.TrialParked parked) {
    assertThat(paused).as("only a pause parks, not %s", parked).isTrue();
    if (statuses.get(parked.trial()) != TrialStatus.QUEUED) {
      become(parked.trial(), TrialStatus.QUEUED);
    }
    newest.set(parked.trial(), new Attempt(parked.leg().number(), parked.leg().restart() + 1, 0));
  }

  /** One attempt lives at a time: whoever is listened to is the newest that ever was. */
  private void attempt(int trial, Attempt attempt) {
    assertThat(attempt).isGreaterThanOrEqualTo(newest.get(trial));
    newest.set(trial, attempt);
    if (statuses.get(trial) != TrialStatus.RUNNING) {
      become(trial, TrialStatus.RUNNING);
    }
  }

  /** As often as it may be begun again, and once more, which ends it. */
  private void fail(Fact.AttemptFailed failed) {
    attempt(failed.trial(), failed.attempt());
    if (failed.failure().kind().worthRetrying()) {
      retries.set(failed.trial(), retries.get(failed.trial()) + 1);
    }
    assertThat(retries.get(failed.trial()))
        .isLessThanOrEqualTo(spec.orElseThrow().limits().maxRestarts() + 1);
  }

  private void record(Fact.EpochRecorded recorded) {
    attempt(recorded.trial(), recorded.attempt());
    assertThat(recorded.epoch()).isEqualTo(epochs.get(recorded.trial()) + 1);
    epochs.set(recorded.trial(), recorded.epoch());
    assertThat(diverged)
        .as("a loss that is not finite is the last")
        .doesNotContain(recorded.trial());
    if (!Double.isFinite(recorded.metrics().value(Objective.Metric.VALIDATION_LOSS))) {
      diverged.add(recorded.trial());
    }
    ExperimentSpec running = spec.orElseThrow();
    assertThat(recorded.epoch()).isLessThanOrEqualTo(running.epochs().orElseThrow());
    assertThat(++trained).isLessThanOrEqualTo(running.limits().epochs().orElse(Long.MAX_VALUE));
  }

  /** Also of trials that were cut short. */
  private void everyCurveIsDiagnosed() {
    for (int trial = 0; trial < epochs.size(); trial++) {
      assertThat(epochs.get(trial) == 0 || diagnosed.contains(trial))
          .as("trial %d has a curve, and a diagnosis", trial)
          .isTrue();
    }
  }

  private void become(int trial, TrialStatus next) {
    assertThat(statuses.get(trial).canBecome(next))
        .as("trial %d is %s and becomes %s", trial, statuses.get(trial), next)
        .isTrue();
    statuses.set(trial, next);
  }

  private void placesSuffice() {
    long active =
        statuses.stream()
            .filter(status -> status == TrialStatus.QUEUED || status == TrialStatus.RUNNING)
            .count();
    assertThat(active).isLessThanOrEqualTo(spec.orElseThrow().search().parallel());
  }

  private long live() {
    return statuses.stream().filter(status -> !status.ended()).count();
  }
}

package dev.convoy.scheduler.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.message.Attempt;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.TrialStatus;
import dev.convoy.protocol.spec.ExperimentSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What has to hold of any one experiment's facts after each of them. */
final class Invariants {
  private final Set<String> keys = new HashSet<>();
  private final List<TrialStatus> statuses = new ArrayList<>();
  private final List<Attempt> newest = new ArrayList<>();
  private final List<Integer> epochs = new ArrayList<>();
  private Optional<ExperimentSpec> spec = Optional.empty();
  private boolean ended;
  private boolean paused;

  void check(SchedulerState state, FactLog log) {
    assertThat(log.replay()).as("replay(facts) equals the live state").isEqualTo(state);
  }

  void check(Fact fact) {
    assertThat(ended).as("nothing follows the end, not %s", fact).isFalse();
    assertThat(keys.add(fact.key())).as("%s happens once", fact.key()).isTrue();
    switch (fact) {
      case Fact.ExperimentStarted started -> spec = Optional.of(started.spec());
      case Fact.CheckOrdered ordered -> assertThat(statuses).as("checks before trials").isEmpty();
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
      case Fact.AttemptFailed failed -> attempt(failed.trial(), failed.attempt());
      case Fact.EpochRecorded recorded -> {
        attempt(recorded.trial(), recorded.attempt());
        assertThat(recorded.epoch()).isEqualTo(epochs.get(recorded.trial()) + 1);
        epochs.set(recorded.trial(), recorded.epoch());
      }
      case Fact.TrialPaused paused -> become(paused.trial(), TrialStatus.PAUSED);
      case Fact.TrialParked parked -> park(parked);
      case Fact.TrialEnded end -> become(end.trial(), end.status());
      case Fact.TrialDiagnosed diagnosed ->
          assertThat(statuses.get(diagnosed.trial()).ended()).isTrue();
      case Fact.ExperimentExtended extended -> spec = Optional.of(extended.spec());
      case Fact.ExperimentPaused pause -> paused = true;
      case Fact.ExperimentResumed resumed -> paused = false;
      case Fact.ExperimentReviewed reviewed -> assertThat(live()).isZero();
      case Fact.EnsembleOrdered ordered -> assertThat(live()).isZero();
      case Fact.EnsembleScored scored -> assertThat(live()).isZero();
      case Fact.ExperimentEnded end -> {
        assertThat(live()).as("no trial outlives its experiment").isZero();
        ended = true;
      }
    }
  }

  private void create(Fact.TrialCreated created) {
    assertThat(paused).as("nothing new in a pause, not %s", created).isFalse();
    ExperimentSpec running = spec.orElseThrow();
    assertThat(created.trial()).isEqualTo(statuses.size());
    statuses.add(TrialStatus.QUEUED);
    newest.add(new Attempt(0, 0, 0));
    epochs.add(0);
    assertThat(statuses.size()).isLessThanOrEqualTo(running.search().trials());
    placesSuffice();
  }

  private void order(Fact.LegOrdered ordered) {
    if (statuses.get(ordered.trial()) != TrialStatus.QUEUED) {
      become(ordered.trial(), TrialStatus.QUEUED);
    }
    placesSuffice();
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

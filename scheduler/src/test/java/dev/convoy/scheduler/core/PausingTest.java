package dev.convoy.scheduler.core;

import static dev.convoy.scheduler.Samples.AT;
import static dev.convoy.scheduler.Samples.ID;
import static dev.convoy.scheduler.Samples.epoch;
import static dev.convoy.scheduler.Samples.extension;
import static dev.convoy.scheduler.Samples.failed;
import static dev.convoy.scheduler.Samples.first;
import static dev.convoy.scheduler.Samples.snapshot;
import static dev.convoy.scheduler.Samples.spec;
import static dev.convoy.scheduler.Samples.started;
import static dev.convoy.scheduler.Samples.submit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.message.Attempt;
import dev.convoy.protocol.message.Control;
import dev.convoy.protocol.message.ExperimentStatus;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Failure;
import dev.convoy.protocol.message.Leg;
import dev.convoy.protocol.message.Request;
import dev.convoy.protocol.message.Work;
import dev.convoy.protocol.spec.ExperimentSpec;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A pause orders nothing, loses nothing, and is over as if it had not been. */
class PausingTest {
  private static final ExperimentSpec FOUR_TRIALS =
      spec(
          """
          {"training": {"epochs": 3}, "search": {"trials": 4, "parallel": 2, "seed": 7},
           "ensemble": {"size": 2}, "limits": {"maxRestarts": 1, "time": "1h"}}
          """);
  private static final Request PAUSE = new Request.PauseExperiment(ID, AT);
  private static final Request RESUME = new Request.ResumeExperiment(ID, AT);

  private final Played scheduler = new Played();

  @Test
  void whatNobodyHasBegunIsParkedAtOnceAndWhatTrainsAfterItsEpoch() {
    scheduler.given(submit(FOUR_TRIALS), started(0, first()));

    Decision pause = scheduler.when(PAUSE);
    Decision recorded = scheduler.when(epoch(0, first(), 1, 0.5));

    assertThat(pause.facts())
        .containsExactly(
            new Fact.ExperimentPaused(ID, 1, AT),
            new Fact.TrialParked(ID, 1, new Leg(0, 0, 0, 3), AT));
    assertThat(pause.control())
        .containsExactly(new Control.FenceAttempts(ID, 1, new Attempt(0, 1, 0)));
    assertThat(Played.kinds(recorded)).containsExactly("EpochRecorded", "TrialParked");
    assertThat(recorded.control())
        .containsExactly(new Control.FenceAttempts(ID, 0, new Attempt(0, 1, 0)));
  }

  @Test
  void resumingOrdersWhatWasParkedFromItsLastSnapshotAndCostsNoRestart() {
    scheduler.given(submit(FOUR_TRIALS), started(0, first()));
    scheduler.when(PAUSE);
    scheduler.when(epoch(0, first(), 1, 0.5));

    Decision resumed = scheduler.when(RESUME);

    assertThat(resumed.facts())
        .containsExactly(
            new Fact.ExperimentResumed(ID, 1, AT),
            new Fact.LegOrdered(ID, 0, new Leg(0, 1, 1, 3), Optional.of(snapshot(0, 1)), AT),
            new Fact.LegOrdered(ID, 1, new Leg(0, 1, 0, 3), Optional.empty(), AT));
    assertThat(resumed.work()).hasSize(2).allMatch(Work.TrainLeg.class::isInstance);
    assertThat(scheduler.experiment().trial(0).restarts()).isZero();
  }

  @Test
  void pausingAndResumingTwiceChangesNothing() {
    scheduler.given(submit(FOUR_TRIALS));

    assertThat(scheduler.when(RESUME).isNothing()).isTrue();
    assertThat(scheduler.when(PAUSE).isNothing()).isFalse();
    assertThat(scheduler.when(PAUSE).isNothing()).isTrue();
    assertThat(scheduler.when(RESUME).isNothing()).isFalse();
    assertThat(scheduler.when(RESUME).isNothing()).isTrue();
  }

  @Test
  void whoeverTrainsAParkedLegIsFenced() {
    scheduler.given(submit(FOUR_TRIALS));
    scheduler.when(PAUSE);

    assertThat(scheduler.when(started(0, first())))
        .isEqualTo(Decision.tell(new Control.FenceAttempts(ID, 0, new Attempt(0, 1, 0))));
  }

  @Test
  void aFailureInAPauseCountsAndIsTriedAgainAfterIt() {
    scheduler.given(submit(FOUR_TRIALS), started(0, first()));
    scheduler.when(PAUSE);

    Decision failure = scheduler.when(failed(0, first(), Failure.Kind.IO));
    Decision resumed = scheduler.when(RESUME);

    assertThat(Played.kinds(failure)).containsExactly("AttemptFailed", "LegOrdered", "TrialParked");
    assertThat(resumed.facts())
        .contains(new Fact.LegOrdered(ID, 0, new Leg(0, 2, 0, 3), Optional.empty(), AT));
    assertThat(scheduler.experiment().trial(0).restarts()).isEqualTo(1);
  }

  @Test
  void nothingNewIsStartedBeforeTheEndOfThePause() {
    scheduler.given(submit(FOUR_TRIALS), started(0, first()), epoch(0, first(), 1, 0.5));
    scheduler.given(epoch(0, first(), 2, 0.5));
    scheduler.when(PAUSE);

    Decision ended = scheduler.when(epoch(0, first(), 3, 0.5));
    Decision resumed = scheduler.when(RESUME);

    assertThat(Played.kinds(ended))
        .containsExactly("EpochRecorded", "TrialEnded", "TrialDiagnosed");
    assertThat(resumed.facts()).anyMatch(Fact.TrialCreated.class::isInstance);
  }

  @Test
  void theTimeLimitStandsStillInAPause() {
    scheduler.given(submit(FOUR_TRIALS));
    scheduler.when(new Request.PauseExperiment(ID, AT.plus(Duration.ofMinutes(30))));
    assertThat(scheduler.tick(Duration.ofHours(5)).isNothing()).isTrue();
    scheduler.when(new Request.ResumeExperiment(ID, AT.plus(Duration.ofHours(5))));

    assertThat(scheduler.tick(Duration.ofMinutes(5 * 60 + 29)).isNothing()).isTrue();
    assertThat(scheduler.tick(Duration.ofMinutes(5 * 60 + 30)).isNothing()).isFalse();
  }

  @Test
  void aBudgetThatRunsOutInAPauseOrdersNothingBeforeItsEnd() {
    givenABudgetSpentInAPause();

    Decision resumed = scheduler.when(RESUME);

    assertThat(Played.kinds(resumed))
        .containsExactly(
            "ExperimentResumed",
            "TrialEnded",
            "TrialDiagnosed",
            "TrialEnded",
            "TrialDiagnosed",
            "ExperimentReviewed",
            "EnsembleOrdered");
  }

  @Test
  void aBudgetThatIsExtendedInThePauseGoesOnBeingSpent() {
    givenABudgetSpentInAPause();

    scheduler.when(
        new Request.ExtendExperiment(ID, extension("{\"limits\": {\"epochs\": 5}}"), AT));
    Decision resumed = scheduler.when(RESUME);

    assertThat(resumed.facts())
        .containsExactly(
            new Fact.ExperimentResumed(ID, 1, AT),
            new Fact.LegOrdered(ID, 0, new Leg(0, 1, 2, 3), Optional.of(snapshot(0, 2)), AT),
            new Fact.LegOrdered(ID, 1, new Leg(0, 1, 1, 3), Optional.of(snapshot(1, 1)), AT));
  }

  /** Both trials train when the pause begins; the third epoch is the last that may be trained. */
  private void givenABudgetSpentInAPause() {
    scheduler.given(
        submit(
            spec(
                """
                {"training": {"epochs": 3}, "search": {"trials": 2, "parallel": 2, "seed": 7},
                 "ensemble": {"size": 2}, "limits": {"epochs": 3}}
                """)),
        epoch(0, first(), 1, 0.5),
        epoch(1, first(), 1, 0.5));
    scheduler.when(PAUSE);

    Decision spent = scheduler.when(epoch(0, first(), 2, 0.6));

    assertThat(Played.kinds(spent)).containsExactly("EpochRecorded", "TrialParked", "TrialParked");
    assertThat(spent.work()).isEmpty();
    assertThat(scheduler.when(epoch(1, first(), 2, 0.6)).facts()).isEmpty();
  }

  @Test
  void theLastTrialThatCompletesWithTheBudgetInAPauseEndsTheExperimentAfterIt() {
    scheduler.given(
        submit(
            spec(
                """
                {"training": {"epochs": 1}, "search": {"trials": 1, "seed": 7},
                 "ensemble": {"size": 1}, "limits": {"epochs": 1}}
                """)),
        started(0, first()));
    scheduler.when(PAUSE);

    Decision done = scheduler.when(epoch(0, first(), 1, 0.5));
    Decision resumed = scheduler.when(RESUME);

    assertThat(Played.kinds(done)).containsExactly("EpochRecorded", "TrialEnded", "TrialDiagnosed");
    assertThat(resumed.facts()).anyMatch(Fact.EnsembleOrdered.class::isInstance);
  }

  @Test
  void aPausedExperimentCanBeCancelled() {
    scheduler.given(submit(FOUR_TRIALS));
    scheduler.when(PAUSE);

    Decision cancelled = scheduler.when(new Request.CancelExperiment(ID, AT));

    assertThat(cancelled.facts().getLast())
        .isInstanceOfSatisfying(
            Fact.ExperimentEnded.class,
            end -> assertThat(end.status()).isEqualTo(ExperimentStatus.CANCELLED));
  }
}

package dev.convoy.scheduler.core;

import static dev.convoy.scheduler.Samples.AT;
import static dev.convoy.scheduler.Samples.ID;
import static dev.convoy.scheduler.Samples.attemptFailed;
import static dev.convoy.scheduler.Samples.epoch;
import static dev.convoy.scheduler.Samples.failed;
import static dev.convoy.scheduler.Samples.first;
import static dev.convoy.scheduler.Samples.snapshot;
import static dev.convoy.scheduler.Samples.spec;
import static dev.convoy.scheduler.Samples.started;
import static dev.convoy.scheduler.Samples.submit;
import static dev.convoy.scheduler.core.TwoTrials.TWO_TRIALS;
import static dev.convoy.scheduler.core.TwoTrials.created;
import static dev.convoy.scheduler.core.TwoTrials.ordered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.message.Attempt;
import dev.convoy.protocol.message.Control;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Failure;
import dev.convoy.protocol.message.Leg;
import dev.convoy.protocol.message.Reason;
import dev.convoy.protocol.message.Report;
import dev.convoy.protocol.message.TrialStatus;
import dev.convoy.protocol.spec.ExperimentSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is tried again, what is a result, and what ends a trial or all of them. */
class FailuresTest {
  private final Played scheduler = new Played();

  @Test
  void aFailureWorthRetryingOrdersTheLegAgainFromTheLastSnapshot() {
    scheduler.given(submit(TWO_TRIALS), started(0, first()), epoch(0, first(), 1, 0.5));

    Decision decision = scheduler.when(failed(0, first(), Failure.Kind.IO));

    assertThat(decision.facts())
        .containsExactly(
            attemptFailed(0, first(), Failure.Kind.IO),
            new Fact.LegOrdered(ID, 0, new Leg(0, 1, 1, 3), Optional.of(snapshot(0, 1)), AT));
    assertThat(decision.work()).hasSize(1);
    assertThat(scheduler.when(failed(0, first(), Failure.Kind.IO)).isNothing()).isTrue();
    assertThat(scheduler.when(epoch(0, first(), 2, 0.6)).control())
        .containsExactly(new Control.FenceAttempts(ID, 0, new Attempt(0, 1, 0)));
  }

  @Test
  void retriesEndWhereTheLimitSays() {
    scheduler.given(submit(TWO_TRIALS), failed(0, first(), Failure.Kind.LOST));

    Decision decision = scheduler.when(failed(0, new Attempt(0, 1, 5), Failure.Kind.LOST));

    assertThat(decision.facts())
        .containsExactly(
            attemptFailed(0, new Attempt(0, 1, 5), Failure.Kind.LOST),
            new Fact.TrialEnded(ID, 0, TrialStatus.FAILED, new Reason("lost", "for a test"), AT),
            new Fact.TrialDiagnosed(ID, 0, List.of(), AT),
            created(1, "b"),
            ordered(1, new Leg(0, 0, 0, 3)));
  }

  @Test
  void aLossThatIsNotFiniteIsAResultAndOutOfMemoryAFailure() {
    scheduler.given(submit(TWO_TRIALS));

    Decision diverged = scheduler.when(failed(0, first(), Failure.Kind.NON_FINITE_LOSS));
    Decision tooLarge = scheduler.when(failed(1, first(), Failure.Kind.OUT_OF_MEMORY));

    assertThat(diverged.facts().get(1))
        .isEqualTo(
            new Fact.TrialEnded(
                ID, 0, TrialStatus.STOPPED, new Reason("non-finite-loss", "for a test"), AT));
    assertThat(tooLarge.facts().get(1))
        .isEqualTo(
            new Fact.TrialEnded(
                ID, 1, TrialStatus.FAILED, new Reason("out-of-memory", "for a test"), AT));
    assertThat(tooLarge.facts().getLast())
        .isInstanceOfSatisfying(
            Fact.ExperimentEnded.class,
            end -> assertThat(end.reason().code()).isEqualTo("no-result"));
  }

  @Test
  void aLegThatEndsWithoutAllItsEpochsIsOrderedAgain() {
    scheduler.given(submit(TWO_TRIALS), epoch(0, first(), 1, 0.5), epoch(0, first(), 3, 0.7));

    Decision decision = scheduler.when(new Report.LegCompleted(ID, 0, first(), AT));

    assertThat(decision.facts().getLast())
        .isEqualTo(
            new Fact.LegOrdered(ID, 0, new Leg(0, 1, 1, 3), Optional.of(snapshot(0, 1)), AT));
  }

  @Test
  void tooManyFailuresEndTheExperiment() {
    ExperimentSpec strict =
        spec(
            """
            {"search": {"trials": 10, "parallel": 2, "seed": 7},
             "limits": {"maxRestarts": 0, "failedShare": 0.1}}
            """);
    scheduler.given(submit(strict), failed(0, first(), Failure.Kind.DATA));

    Decision decision = scheduler.when(failed(1, first(), Failure.Kind.DATA));

    assertThat(Played.kinds(decision))
        .containsExactly("AttemptFailed", "TrialEnded", "TrialEnded", "ExperimentEnded");
    assertThat(((Fact.ExperimentEnded) decision.facts().getLast()).reason())
        .isEqualTo(
            new Reason(
                "failed-share",
                "2 of 10 trials failed, more than the share of 0.1 allowed; the last: for a test"));
  }
}

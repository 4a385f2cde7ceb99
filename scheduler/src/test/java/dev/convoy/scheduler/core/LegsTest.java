package dev.convoy.scheduler.core;

import static dev.convoy.scheduler.Samples.AT;
import static dev.convoy.scheduler.Samples.ID;
import static dev.convoy.scheduler.Samples.epoch;
import static dev.convoy.scheduler.Samples.failed;
import static dev.convoy.scheduler.Samples.first;
import static dev.convoy.scheduler.Samples.recorded;
import static dev.convoy.scheduler.Samples.snapshot;
import static dev.convoy.scheduler.Samples.spec;
import static dev.convoy.scheduler.Samples.started;
import static dev.convoy.scheduler.Samples.submit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.message.Attempt;
import dev.convoy.protocol.message.Control;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Failure;
import dev.convoy.protocol.message.Leg;
import dev.convoy.protocol.message.Reason;
import dev.convoy.protocol.message.Report;
import dev.convoy.protocol.message.Work;
import dev.convoy.protocol.spec.ExperimentSpec;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Trials in legs: who waits, who goes on, who is fenced. */
class LegsTest {
  /** Two trials of three epochs with rungs after the first and the second. */
  private static final ExperimentSpec HALVING =
      spec(
          """
          {"model": {"architecture": {"choice": ["a", "b"]}}, "training": {"epochs": 3},
           "search": {"method": "grid", "trials": 2, "parallel": 2, "seed": 7},
           "stopping": [{"asha": {"eta": 2, "firstRung": 1}}], "ensemble": {"size": 2}}
          """);

  private final Played scheduler = new Played();

  @Test
  void aTrialWaitsAtItsRungUntilItIsPromoted() {
    scheduler.given(submit(HALVING), started(0, first()), started(1, first()));

    Decision waits = scheduler.when(epoch(0, first(), 1, 0.5));
    Decision promoted = scheduler.when(epoch(1, first(), 1, 0.6));

    assertThat(waits.facts())
        .containsExactly(recorded(0, first(), 1, 0.5), new Fact.TrialPaused(ID, 0, 1, AT));
    assertThat(promoted.facts())
        .containsExactly(
            recorded(1, first(), 1, 0.6),
            new Fact.TrialPaused(ID, 1, 1, AT),
            new Fact.LegOrdered(ID, 1, new Leg(1, 0, 1, 2), Optional.of(snapshot(1, 1)), AT));
    assertThat(promoted.work())
        .singleElement()
        .isInstanceOfSatisfying(
            Work.TrainLeg.class, leg -> assertThat(leg.from()).contains(snapshot(1, 1)));
  }

  @Test
  void whoeverStillTrainsAFinishedLegIsFenced() {
    scheduler.given(submit(HALVING), started(0, first()), epoch(0, first(), 1, 0.5));

    Decision again = scheduler.when(started(0, new Attempt(0, 0, 2)));

    assertThat(again)
        .isEqualTo(Decision.tell(new Control.FenceAttempts(ID, 0, new Attempt(1, 0, 0))));
    assertThat(scheduler.when(epoch(0, new Attempt(0, 0, 2), 2, 0.5)).facts()).isEmpty();
    assertThat(scheduler.when(new Report.LegCompleted(ID, 0, first(), AT)).isNothing()).isTrue();
    assertThat(scheduler.when(failed(0, first(), Failure.Kind.IO)).isNothing()).isTrue();
  }

  @Test
  void whoeverWaitsInVainIsStoppedBeforeTheEnsemble() {
    scheduler.given(submit(HALVING), epoch(0, first(), 1, 0.5), epoch(1, first(), 1, 0.6));

    Decision end = scheduler.when(epoch(1, new Attempt(1, 0, 1), 2, 0.7));

    assertThat(Played.kinds(end))
        .containsExactly(
            "EpochRecorded",
            "TrialPaused",
            "TrialEnded",
            "TrialDiagnosed",
            "TrialEnded",
            "TrialDiagnosed",
            "ExperimentReviewed",
            "EnsembleOrdered");
    assertThat(((Fact.TrialEnded) end.facts().get(2)).reason())
        .isEqualTo(new Reason("asha", "not among the best 1 of 2 trials after epoch 1"));
  }
}

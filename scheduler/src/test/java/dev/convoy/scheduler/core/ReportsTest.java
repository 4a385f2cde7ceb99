package dev.convoy.scheduler.core;

import static dev.convoy.scheduler.Samples.AT;
import static dev.convoy.scheduler.Samples.ID;
import static dev.convoy.scheduler.Samples.epoch;
import static dev.convoy.scheduler.Samples.failed;
import static dev.convoy.scheduler.Samples.first;
import static dev.convoy.scheduler.Samples.recorded;
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
import dev.convoy.protocol.message.TrialStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which reports count, once, and what an epoch leads to. */
class ReportsTest {
  private final Played scheduler = new Played();

  @Test
  void anAttemptAndItsEpochsAreRecordedOnce() {
    scheduler.given(submit(TWO_TRIALS));

    assertThat(scheduler.when(started(0, first())).facts())
        .containsExactly(new Fact.AttemptStarted(ID, 0, first(), "w1", "cpu", AT));
    assertThat(scheduler.when(epoch(0, first(), 1, 0.5)).facts())
        .containsExactly(recorded(0, first(), 1, 0.5));
    assertThat(scheduler.when(started(0, first())).isNothing()).isTrue();
    assertThat(scheduler.when(epoch(0, first(), 1, 0.5)).isNothing()).isTrue();
    assertThat(scheduler.when(epoch(0, first(), 4, 0.5)).isNothing()).isTrue();
    assertThat(scheduler.when(epoch(0, first(), 0, 0.5)).isNothing()).isTrue();
  }

  @Test
  void aHopelessTrialIsStoppedAndTheNextTakesItsPlaceAtOnce() {
    scheduler.given(submit(TWO_TRIALS), started(0, first()), epoch(0, first(), 1, 0.5));

    Decision decision = scheduler.when(epoch(0, first(), 2, 0.4));

    assertThat(decision.facts())
        .containsExactly(
            recorded(0, first(), 2, 0.4),
            new Fact.TrialEnded(
                ID,
                0,
                TrialStatus.STOPPED,
                new Reason("patience", "no better than epoch 1's 0.5000 in 1 epochs"),
                AT),
            new Fact.TrialDiagnosed(ID, 0, List.of(), AT),
            created(1, "b"),
            ordered(1, new Leg(0, 0, 0, 3)));
    assertThat(decision.control()).containsExactly(new Control.StopTrial(ID, 0));
    assertThat(decision.work()).hasSize(1);
  }

  @Test
  void aResultThatOvertookAnotherDoesNotCount() {
    scheduler.given(submit(TWO_TRIALS), started(0, first()));

    assertThat(scheduler.when(epoch(0, first(), 2, 0.4)).isNothing()).isTrue();
    assertThat(scheduler.when(epoch(0, first(), 1, 0.5)).facts()).hasSize(1);
    assertThat(scheduler.when(epoch(0, first(), 2, 0.6)).facts()).hasSize(1);
  }

  @Test
  void aReportAboutAnEndedTrialIsAnsweredByAStop() {
    scheduler.given(submit(TWO_TRIALS), epoch(0, first(), 1, 0.5), epoch(0, first(), 2, 0.4));

    Decision late = scheduler.when(epoch(0, first(), 3, 0.6));

    assertThat(late).isEqualTo(Decision.tell(new Control.StopTrial(ID, 0)));
    assertThat(scheduler.when(failed(0, first(), Failure.Kind.IO)).isNothing()).isTrue();
  }

  @Test
  void aLaterDeliveryFencesTheEarlierOne() {
    Attempt second = new Attempt(0, 0, 2);
    scheduler.given(submit(TWO_TRIALS), started(0, first()), epoch(0, first(), 1, 0.5));

    Decision taken = scheduler.when(started(0, second));
    Decision stale = scheduler.when(epoch(0, first(), 2, 0.6));

    assertThat(taken.facts()).hasSize(1);
    assertThat(taken.control()).containsExactly(new Control.FenceAttempts(ID, 0, second));
    assertThat(stale).isEqualTo(Decision.tell(new Control.FenceAttempts(ID, 0, second)));
    assertThat(scheduler.when(epoch(0, second, 1, 0.5)).isNothing()).isTrue();
    assertThat(scheduler.when(epoch(0, second, 2, 0.6)).facts()).hasSize(1);
  }
}

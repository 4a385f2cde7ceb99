package dev.convoy.scheduler.core;

import static dev.convoy.scheduler.Samples.AT;
import static dev.convoy.scheduler.Samples.ID;
import static dev.convoy.scheduler.Samples.epoch;
import static dev.convoy.scheduler.Samples.first;
import static dev.convoy.scheduler.Samples.started;
import static dev.convoy.scheduler.Samples.submit;
import static dev.convoy.scheduler.core.TwoTrials.TWO_TRIALS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.message.Control;
import dev.convoy.protocol.message.ExperimentStatus;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Reason;
import dev.convoy.protocol.message.Request;
import dev.convoy.protocol.message.TrialStatus;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Ends before all is done. */
class EndingsTest {
  private final Played scheduler = new Played();

  @Test
  void cancellingEndsEveryTrialAndTheExperiment() {
    scheduler.given(submit(TWO_TRIALS), started(0, first()));

    Decision decision = scheduler.when(new Request.CancelExperiment(ID, AT));

    Reason reason = new Reason("cancelled", "ended by request");
    assertThat(decision.facts())
        .containsExactly(
            new Fact.TrialEnded(ID, 0, TrialStatus.CANCELLED, reason, AT),
            new Fact.ExperimentEnded(ID, ExperimentStatus.CANCELLED, reason, AT));
    assertThat(decision.control()).containsExactly(new Control.StopExperiment(ID));
    assertThat(scheduler.when(new Request.CancelExperiment(ID, AT)).isNothing()).isTrue();
  }

  @Test
  void atTheDeadlineTrainingEndsAndTheEnsembleIsBuilt() {
    scheduler.given(submit(TWO_TRIALS), started(0, first()), epoch(0, first(), 1, 0.5));
    assertThat(scheduler.tick(Duration.ofMinutes(59)).isNothing()).isTrue();

    Decision decision = scheduler.tick(Duration.ofMinutes(60));

    assertThat(Played.kinds(decision))
        .containsExactly("TrialEnded", "TrialDiagnosed", "ExperimentReviewed", "EnsembleOrdered");
    assertThat(decision.control()).containsExactly(new Control.StopTrial(ID, 0));
    assertThat(scheduler.tick(Duration.ofMinutes(61)).isNothing()).isTrue();
  }
}

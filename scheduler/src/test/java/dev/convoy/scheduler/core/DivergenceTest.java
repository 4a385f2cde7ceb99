package dev.convoy.scheduler.core;

import static dev.convoy.scheduler.Samples.AT;
import static dev.convoy.scheduler.Samples.ID;
import static dev.convoy.scheduler.Samples.epoch;
import static dev.convoy.scheduler.Samples.first;
import static dev.convoy.scheduler.Samples.spec;
import static dev.convoy.scheduler.Samples.submit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.message.Control;
import dev.convoy.protocol.message.EpochMetrics;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Reason;
import dev.convoy.protocol.message.Report;
import dev.convoy.protocol.message.TrialStatus;
import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.scheduler.review.CurveReader;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A result that is not finite is the trial's last. */
class DivergenceTest {
  private static final ExperimentSpec TWO_TRIALS =
      spec(
          """
          {"training": {"epochs": 3}, "search": {"trials": 2, "parallel": 1, "seed": 7}}
          """);

  private final Played scheduler = new Played();

  @Test
  void anEpochWhoseValidationLossIsNotFiniteEndsItsTrialAsAResult() {
    scheduler.given(submit(TWO_TRIALS));
    scheduler.given(epoch(0, first(), 1, 0.5));
    EpochMetrics nan = new EpochMetrics(0.5, 0.6, Double.NaN, 0.6, 0.1, 1, 1000);

    Decision decision =
        scheduler.when(new Report.EpochCompleted(ID, 0, first(), 2, nan, Optional.empty(), AT));

    assertThat(decision.facts().subList(1, 3))
        .containsExactly(
            new Fact.TrialEnded(
                ID,
                0,
                TrialStatus.STOPPED,
                new Reason("non-finite-loss", "validation loss is NaN after epoch 2"),
                AT),
            new Fact.TrialDiagnosed(ID, 0, List.of(CurveReader.diverged(1)), AT));
    assertThat(decision.control()).containsExactly(new Control.StopTrial(ID, 0));
    assertThat(decision.facts()).anyMatch(Fact.TrialCreated.class::isInstance);
  }

  @Test
  void aLastEpochThatIsNotFiniteCompletesNothing() {
    ExperimentSpec byLoss =
        spec(
            """
            {"training": {"epochs": 1}, "search": {"trials": 2, "parallel": 1, "seed": 7},
             "objective": {"metric": "validationLoss", "goal": "minimize"}}
            """);
    scheduler.given(submit(byLoss));
    EpochMetrics infinite = new EpochMetrics(0.5, 0.6, Double.POSITIVE_INFINITY, 0.6, 0.1, 1, 1000);

    Decision decision =
        scheduler.when(
            new Report.EpochCompleted(ID, 0, first(), 1, infinite, Optional.empty(), AT));

    assertThat(decision.facts().get(1))
        .isInstanceOfSatisfying(
            Fact.TrialEnded.class, end -> assertThat(end.status()).isEqualTo(TrialStatus.STOPPED));
  }
}

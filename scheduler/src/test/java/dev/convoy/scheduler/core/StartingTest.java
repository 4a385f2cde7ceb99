package dev.convoy.scheduler.core;

import static dev.convoy.scheduler.Samples.AT;
import static dev.convoy.scheduler.Samples.ID;
import static dev.convoy.scheduler.Samples.epoch;
import static dev.convoy.scheduler.Samples.first;
import static dev.convoy.scheduler.Samples.spec;
import static dev.convoy.scheduler.Samples.started;
import static dev.convoy.scheduler.Samples.submit;
import static dev.convoy.scheduler.core.TwoTrials.TWO_TRIALS;
import static dev.convoy.scheduler.core.TwoTrials.created;
import static dev.convoy.scheduler.core.TwoTrials.draw;
import static dev.convoy.scheduler.core.TwoTrials.ordered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.message.Control;
import dev.convoy.protocol.message.ExperimentStatus;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Leg;
import dev.convoy.protocol.message.Work;
import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.scheduler.search.Seeds;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** How an experiment begins, and what it takes for one. */
class StartingTest {
  private final Played scheduler = new Played();

  @Test
  void aSubmittedExperimentStartsItsFirstTrials() {
    Decision decision = scheduler.when(submit(TWO_TRIALS));

    assertThat(decision.facts())
        .containsExactly(
            new Fact.ExperimentStarted(ID, TWO_TRIALS, 7, AT),
            created(0, "a"),
            ordered(0, new Leg(0, 0, 0, 3)));
    assertThat(decision.work())
        .containsExactly(
            new Work.TrainLeg(
                ID,
                0,
                new Leg(0, 0, 0, 3),
                TWO_TRIALS.resolve(draw("a")),
                Seeds.ofTrial(7, 0),
                TWO_TRIALS.objective(),
                Optional.empty(),
                OptionalInt.empty()));
    assertThat(decision.control()).isEmpty();
  }

  @Test
  void submittingTwiceChangesNothing() {
    scheduler.given(submit(TWO_TRIALS));

    assertThat(scheduler.when(submit(TWO_TRIALS)).isNothing()).isTrue();
  }

  @Test
  void anExperimentThatMakesNoSenseEndsBeforeItBegins() {
    ExperimentSpec empty = spec("{\"model\": {\"dropout\": {\"uniform\": [0.5, 0.1]}}}");

    assertThat(scheduler.when(submit(empty)).facts())
        .singleElement()
        .isInstanceOfSatisfying(
            Fact.ExperimentEnded.class,
            end -> {
              assertThat(end.status()).isEqualTo(ExperimentStatus.FAILED);
              assertThat(end.reason().detail()).contains("model.dropout");
            });
    assertThat(scheduler.when(submit(empty)).isNothing()).isTrue();
  }

  @Test
  void aTrialWhoseDrawCannotBeBuiltFailsAndTheNextIsTried() {
    ExperimentSpec strange =
        spec(
            """
            {"training": {"batchSize": {"choice": ["many", 32]}},
             "search": {"method": "grid", "trials": 2, "parallel": 1, "seed": 7},
             "limits": {"failedShare": 0.5}}
            """);

    assertThat(Played.kinds(scheduler.when(submit(strange))))
        .containsExactly(
            "ExperimentStarted",
            "TrialCreated",
            "TrialEnded",
            "TrialDiagnosed",
            "TrialCreated",
            "LegOrdered");
  }

  @Test
  void anUnknownExperimentsWorkIsStopped() {
    assertThat(scheduler.when(started(0, first())))
        .isEqualTo(Decision.tell(new Control.StopExperiment(ID)));
  }

  @Test
  void decidingChangesNothing() {
    scheduler.given(submit(TWO_TRIALS), epoch(0, first(), 1, 0.5));
    Played twin = new Played();
    twin.given(submit(TWO_TRIALS), epoch(0, first(), 1, 0.5));

    Scheduler.decide(scheduler.state(), new Command.Reported(epoch(0, first(), 2, 0.4)));

    assertThat(scheduler.state()).isEqualTo(twin.state());
  }
}

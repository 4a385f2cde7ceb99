package dev.convoy.scheduler.core;

import static dev.convoy.scheduler.Samples.AT;
import static dev.convoy.scheduler.Samples.ID;
import static dev.convoy.scheduler.Samples.epoch;
import static dev.convoy.scheduler.Samples.first;
import static dev.convoy.scheduler.Samples.passed;
import static dev.convoy.scheduler.Samples.refused;
import static dev.convoy.scheduler.Samples.spec;
import static dev.convoy.scheduler.Samples.submit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.convoy.protocol.message.CheckKind;
import dev.convoy.protocol.message.CheckResult;
import dev.convoy.protocol.message.ExperimentStatus;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Failure;
import dev.convoy.protocol.message.NarrowedRange;
import dev.convoy.protocol.message.Reason;
import dev.convoy.protocol.message.Report;
import dev.convoy.protocol.message.Request;
import dev.convoy.protocol.message.Work;
import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.ParameterValue;
import java.time.Duration;
import java.util.Comparator;
import java.util.OptionalDouble;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** I4: the six steps of the recipe, as gates before trials. */
class RecipeTest {
  private static final String RATE = "training.optimizer.learningRate";
  private static final ExperimentSpec RECIPE =
      spec(
          """
          {"training": {"epochs": 4, "optimizer": {"learningRate": {"logUniform": [1e-4, 0.1]}}},
           "search": {"method": "recipe", "trials": 3, "coarseTrials": 2, "coarseEpochs": 1,
                      "parallel": 2, "seed": 7},
           "limits": {"maxRestarts": 1, "time": "1h"}}
          """);

  private final Played scheduler = new Played();

  @Test
  @DisplayName("I4: checks come before trials, one after the other, on the middle of the space")
  void ordersTheFirstCheckAlone() {
    Decision begun = submitted();

    assertThat(begun.facts()).hasSize(2);
    assertThat(((Fact.CheckOrdered) begun.facts().getLast()).check())
        .isEqualTo(CheckKind.INITIAL_LOSS);
    assertThat(rate(((Fact.CheckOrdered) begun.facts().getLast()).hyperparameters()))
        .isCloseTo(Math.sqrt(1e-5), within(1e-12));
    assertThat(begun.work())
        .singleElement()
        .isInstanceOfSatisfying(
            Work.RunCheck.class,
            check -> assertThat(check.check()).isEqualTo(CheckKind.INITIAL_LOSS));
  }

  @Test
  @DisplayName("H2, I4: a failed gate ends the experiment before any trial, with the advice")
  void aFailedGateEndsTheExperimentBeforeItCostsAnything() {
    submitted();

    Decision end = made(CheckKind.INITIAL_LOSS, refused("initialize the last layers smaller"));

    assertThat(end.facts())
        .containsExactly(
            new Fact.CheckJudged(
                ID, CheckKind.INITIAL_LOSS, refused("initialize the last layers smaller"), AT),
            new Fact.ExperimentEnded(
                ID,
                ExperimentStatus.FAILED,
                new Reason("initial-loss", "it is not well; initialize the last layers smaller"),
                AT));
    assertThat(end.work()).isEmpty();
    assertThat(made(CheckKind.INITIAL_LOSS, passed(OptionalDouble.empty())).isNothing()).isTrue();
  }

  @Test
  @DisplayName("H4, I4: the rate that was found sets the range of the coarse round")
  void searchesADecadeAroundTheRateThatWasFound() {
    Decision found = throughTheGates(0.02);

    assertThat(found.facts().get(1))
        .usingRecursiveComparison(near())
        .isEqualTo(
            new Fact.RateNarrowed(
                ID,
                new NarrowedRange(
                    RATE,
                    ParameterValue.of(0.002),
                    ParameterValue.of(0.1),
                    NarrowedRange.Best.INSIDE),
                AT));
    assertThat(found.facts())
        .filteredOn(Fact.TrialCreated.class::isInstance)
        .hasSize(2)
        .allSatisfy(
            created ->
                assertThat(rate(((Fact.TrialCreated) created).hyperparameters()))
                    .isBetween(0.002, 0.1));
  }

  @Test
  @DisplayName("I4: from coarse to fine around the best, as without the gates")
  void goesFromCoarseToFine() {
    throughTheGates(0.02);
    scheduler.when(epoch(0, first(), 1, 0.5));

    Decision fine = scheduler.when(epoch(1, first(), 1, 0.6));

    assertThat(Played.kinds(fine))
        .containsExactly(
            "EpochRecorded",
            "TrialEnded",
            "TrialDiagnosed",
            "SpaceNarrowed",
            "TrialCreated",
            "LegOrdered");
    assertThat(((Fact.SpaceNarrowed) fine.facts().get(3)).around()).isEqualTo(1);
  }

  @Test
  void aRateOutsideTheRangeMovesItThere() {
    Decision found = throughTheGates(1.0);

    NarrowedRange range = ((Fact.RateNarrowed) found.facts().get(1)).range();
    assertThat(range.best()).isEqualTo(NarrowedRange.Best.AT_THE_HIGH_END);
    assertThat(range.low().number().orElseThrow()).isEqualTo(0.1);
    assertThat(range.high().number().orElseThrow()).isEqualTo(10);
  }

  @Test
  void aResultSaidTwiceOrOutOfTurnChangesNothing() {
    submitted();
    made(CheckKind.INITIAL_LOSS, passed(OptionalDouble.empty()));

    assertThat(made(CheckKind.INITIAL_LOSS, refused("late")).isNothing()).isTrue();
    assertThat(made(CheckKind.RATE_RANGE, passed(OptionalDouble.of(0.1))).isNothing()).isTrue();
  }

  @Test
  void aLostCheckIsOrderedAgainAsOftenAsALeg() {
    submitted();

    Decision again = failed(0, Failure.Kind.LOST);
    Decision late = failed(0, Failure.Kind.IO);
    Decision end = failed(1, Failure.Kind.LOST);

    assertThat(again.work())
        .singleElement()
        .isInstanceOfSatisfying(
            Work.RunCheck.class, check -> assertThat(check.restart()).isEqualTo(1));
    assertThat(late.isNothing()).isTrue();
    assertThat(reason(end).code()).isEqualTo("lost");
  }

  @Test
  void runningOutOfMemoryIsNotTriedAgain() {
    submitted();

    Reason reason = reason(failed(0, Failure.Kind.OUT_OF_MEMORY));

    assertThat(reason.code()).isEqualTo("out-of-memory");
    assertThat(reason.detail()).isEqualTo("the check initial-loss could not be made: for a test");
  }

  @Test
  void theTimeLimitHoldsForChecksToo() {
    submitted();

    Decision end = scheduler.tick(Duration.ofHours(1));

    assertThat(reason(end).code()).isEqualTo("time-limit");
  }

  @Test
  void inAPauseTheVerdictOfACheckCountsAndTheNextWaits() {
    submitted();
    scheduler.when(new Request.PauseExperiment(ID, AT));

    Decision judged = made(CheckKind.INITIAL_LOSS, passed(OptionalDouble.empty()));
    Decision resumed = scheduler.when(new Request.ResumeExperiment(ID, AT));

    assertThat(judged.facts()).singleElement().isInstanceOf(Fact.CheckJudged.class);
    assertThat(judged.work()).isEmpty();
    assertThat(resumed.work())
        .singleElement()
        .isInstanceOfSatisfying(
            Work.RunCheck.class,
            check -> assertThat(check.check()).isEqualTo(CheckKind.TINY_SAMPLE));
  }

  @Test
  void aCheckThatFailsItsGateInAPauseEndsTheExperimentAllTheSame() {
    submitted();
    scheduler.when(new Request.PauseExperiment(ID, AT));

    Decision end = made(CheckKind.INITIAL_LOSS, refused("start smaller"));

    assertThat(reason(end).code()).isEqualTo("initial-loss");
  }

  @Test
  void aCheckLostInAPauseIsOrderedAgainWhenThatIsOver() {
    submitted();
    scheduler.when(new Request.PauseExperiment(ID, AT));

    Decision lost = failed(0, Failure.Kind.LOST);
    Decision resumed = scheduler.when(new Request.ResumeExperiment(ID, AT));
    Decision pausedAgain = scheduler.when(new Request.PauseExperiment(ID, AT));
    Decision resumedAgain = scheduler.when(new Request.ResumeExperiment(ID, AT));

    assertThat(lost.work()).isEmpty();
    assertThat(resumed.work())
        .singleElement()
        .isInstanceOfSatisfying(
            Work.RunCheck.class, check -> assertThat(check.restart()).isEqualTo(1));
    assertThat(pausedAgain.work()).isEmpty();
    assertThat(resumedAgain.work()).isEmpty();
    assertThat(made(CheckKind.INITIAL_LOSS, passed(OptionalDouble.empty())).work()).hasSize(1);
  }

  private Decision submitted() {
    return scheduler.when(submit(RECIPE));
  }

  private Decision throughTheGates(double rate) {
    submitted();
    made(CheckKind.INITIAL_LOSS, passed(OptionalDouble.empty()));
    made(CheckKind.TINY_SAMPLE, passed(OptionalDouble.empty()));
    return made(CheckKind.RATE_RANGE, passed(OptionalDouble.of(rate)));
  }

  private Decision made(CheckKind check, CheckResult result) {
    return scheduler.when(new Report.CheckMade(ID, check, 0, result, AT));
  }

  private Decision failed(int restart, Failure.Kind kind) {
    return scheduler.when(
        new Report.CheckFailed(
            ID, CheckKind.INITIAL_LOSS, restart, new Failure(kind, "for a test"), AT));
  }

  private static Reason reason(Decision end) {
    return ((Fact.ExperimentEnded) end.facts().getLast()).reason();
  }

  private static double rate(Hyperparameters draw) {
    return draw.values().getOrDefault(RATE, ParameterValue.of("none")).number().orElseThrow();
  }

  /** Numbers count as equal if a rounding error is between them. */
  private static RecursiveComparisonConfiguration near() {
    Comparator<ParameterValue> rounded =
        Comparator.comparingDouble(value -> Math.rint(1e9 * value.number().orElseThrow()));
    return RecursiveComparisonConfiguration.builder()
        .withComparatorForType(rounded, ParameterValue.class)
        .build();
  }
}

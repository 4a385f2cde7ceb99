package dev.convoy.scheduler.core;

import static dev.convoy.scheduler.Samples.AT;
import static dev.convoy.scheduler.Samples.ID;
import static dev.convoy.scheduler.Samples.epoch;
import static dev.convoy.scheduler.Samples.failed;
import static dev.convoy.scheduler.Samples.first;
import static dev.convoy.scheduler.Samples.spec;
import static dev.convoy.scheduler.Samples.submit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.message.EnsembleScore;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Failure;
import dev.convoy.protocol.message.Finding;
import dev.convoy.protocol.message.NarrowedRange;
import dev.convoy.protocol.message.Report;
import dev.convoy.protocol.message.Request;
import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.protocol.spec.ParameterValue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is written down about trials that ended, and about all of them together. */
class ReviewsTest {
  private final SchedulerState state = new SchedulerState();
  private final List<Fact> facts = new ArrayList<>();

  @Test
  @DisplayName("J2: coarse trials, too short to show anything, don't outvote the whole ones")
  void whatTheFineRoundShowsIsNotOutvotedByTheCoarseOne() {
    submitted(
        """
        {"training": {"epochs": 5, "optimizer": {"learningRate": {"logUniform": [1e-4, 0.1]}}},
         "search": {"method": "coarse-to-fine", "trials": 7, "coarseTrials": 4,
                    "coarseEpochs": 2, "parallel": 4, "seed": 7}}
        """);
    for (int trial = 0; trial < 4; trial++) {
      trains(trial, 0.1, 0.2);
    }
    for (int trial = 4; trial < 7; trial++) {
      trains(trial, 0.2, 0.3, 0.4, 0.5, 0.6);
    }

    assertThat(reviewed().findings())
        .contains(
            new Finding(
                "still-rising", "3 of the 3 trials whose curves can be read", "Train longer"));
  }

  @Test
  @DisplayName("I3: the review says that the best lies at the edge of what was searched")
  void theReviewSaysThatTheBestLiesAtAnEdge() {
    submitted(
        """
        {"training": {"epochs": 2, "batchSize": {"integer": [8, 11]}},
         "search": {"method": "coarse-to-fine", "trials": 4, "coarseTrials": 3,
                    "coarseEpochs": 1, "parallel": 1, "seed": 7}}
        """);
    for (int trial = 0; trial < 3; trial++) {
      trains(trial, 0.01 * batchSize(trial));
    }
    trains(3, 0.5, 0.5);

    NarrowedRange searched = the(Fact.SpaceNarrowed.class).getFirst().ranges().getFirst();
    boolean low = batchSize(3) == (long) searched.low().number().orElseThrow();
    assertThat(reviewed().findings())
        .containsExactly(
            new Finding(
                "best-at-the-edge",
                "trial 3, the best of the fine round, has training.batchSize %d, at the %s end of"
                        .formatted(batchSize(3), low ? "low" : "high")
                    + " %s to %s".formatted(searched.low(), searched.high()),
                "Widen the range of training.batchSize %s and search again"
                    .formatted(low ? "below " + searched.low() : "above " + searched.high())));
  }

  private long batchSize(int trial) {
    return (long)
        the(Fact.TrialCreated.class)
            .get(trial)
            .hyperparameters()
            .values()
            .getOrDefault("training.batchSize", ParameterValue.of(0))
            .number()
            .orElseThrow();
  }

  @Test
  @DisplayName("J2: trials that a limit cuts short are diagnosed, and count in the review")
  void whatALimitCutsShortIsDiagnosedBeforeTheReview() {
    submitted(
        """
        {"training": {"epochs": 9}, "search": {"trials": 9, "parallel": 4, "seed": 7},
         "limits": {"epochs": 16}}
        """);
    for (int trial = 0; trial < 2; trial++) {
      trains(trial, 0.2, 0.3, 0.4, 0.5, 0.6);
    }
    trains(2, 0.2);

    trains(3, 0.2, 0.3, 0.4, 0.5, 0.6);

    assertThat(the(Fact.TrialCreated.class)).hasSize(4);
    assertThat(the(Fact.TrialDiagnosed.class))
        .extracting(diagnosed -> diagnosed.findings().stream().map(Finding::what).toList())
        .containsExactly(
            List.of("still-rising"), List.of("still-rising"), List.of(), List.of("still-rising"));
    assertThat(reviewed().findings())
        .extracting(Finding::evidence)
        .containsExactly("3 of the 3 trials whose curves can be read");
    assertThat(facts.getLast()).isInstanceOf(Fact.EnsembleOrdered.class);
  }

  @Test
  void aTrialWithoutAnEpochThatIsCutShortHasNoDiagnosis() {
    submitted("{\"training\": {\"epochs\": 9}, \"search\": {\"trials\": 2, \"seed\": 7}}");
    trains(0, 0.2);

    take(new Command.Requested(new Request.CancelExperiment(ID, AT)));

    assertThat(the(Fact.TrialEnded.class)).hasSize(2);
    assertThat(the(Fact.TrialDiagnosed.class))
        .extracting(Fact.TrialDiagnosed::trial)
        .containsExactly(0);
    assertThat(facts.getLast()).isInstanceOf(Fact.ExperimentEnded.class);
  }

  @Test
  void theTrialThatFailsOneTooManyIsDiagnosedToo() {
    submitted(
        """
        {"training": {"epochs": 9}, "search": {"trials": 8, "parallel": 2, "seed": 7},
         "limits": {"maxRestarts": 0, "failedShare": 0.1}}
        """);
    trains(0, 0.2);
    trains(1, 0.2);

    take(new Command.Reported(failed(1, first(), Failure.Kind.DATA)));

    assertThat(the(Fact.TrialDiagnosed.class))
        .extracting(Fact.TrialDiagnosed::trial)
        .containsExactly(1, 0);
    assertThat(the(Fact.TrialCreated.class)).hasSize(2);
    assertThat(facts.getLast()).isInstanceOf(Fact.ExperimentEnded.class);
  }

  @Test
  void anExperimentWithAsManyTrialsAsWereAskedForSaysNothingOfItsSpace() {
    submitted("{\"training\": {\"epochs\": 1}, \"search\": {\"trials\": 1, \"seed\": 7}}");
    trains(0, 0.5);

    take(
        new Command.Reported(new Report.EnsembleBuilt(ID, 0, new EnsembleScore(List.of(), 1), AT)));

    assertThat(the(Fact.ExperimentEnded.class).getFirst().reason().detail())
        .isEqualTo("1 trials: 1 ran to their end, 0 were stopped, 0 failed, 0 cut short");
  }

  private void submitted(String json) {
    ExperimentSpec spec = spec(json);
    take(new Command.Requested(submit(spec)));
  }

  private void trains(int trial, double... accuracies) {
    for (int epoch = 1; epoch <= accuracies.length; epoch++) {
      take(new Command.Reported(epoch(trial, first(), epoch, accuracies[epoch - 1])));
    }
  }

  private void take(Command command) {
    facts.addAll(Scheduler.handle(state, command).facts());
  }

  private Fact.ExperimentReviewed reviewed() {
    return the(Fact.ExperimentReviewed.class).getFirst();
  }

  private <F extends Fact> List<F> the(Class<F> type) {
    return facts.stream().filter(type::isInstance).map(type::cast).toList();
  }
}

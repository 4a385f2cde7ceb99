package dev.convoy.scheduler.core;

import static dev.convoy.scheduler.Samples.AT;
import static dev.convoy.scheduler.Samples.ID;
import static dev.convoy.scheduler.Samples.epoch;
import static dev.convoy.scheduler.Samples.first;
import static dev.convoy.scheduler.Samples.recorded;
import static dev.convoy.scheduler.Samples.snapshot;
import static dev.convoy.scheduler.Samples.spec;
import static dev.convoy.scheduler.Samples.submit;
import static dev.convoy.scheduler.core.TwoTrials.TWO_TRIALS;
import static dev.convoy.scheduler.core.TwoTrials.draw;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.message.Control;
import dev.convoy.protocol.message.EnsembleMember;
import dev.convoy.protocol.message.EnsembleScore;
import dev.convoy.protocol.message.ExperimentStatus;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Failure;
import dev.convoy.protocol.message.ParameterReview;
import dev.convoy.protocol.message.Reason;
import dev.convoy.protocol.message.Report;
import dev.convoy.protocol.message.TrialStatus;
import dev.convoy.protocol.message.Work;
import dev.convoy.protocol.spec.ExperimentReader;
import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.scheduler.search.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who votes in the ensemble, and what its score or failure leads to. */
class EnsembleOrdersTest {
  private final Played scheduler = new Played();

  @Test
  void theBestSnapshotsVoteInTheEnd() {
    scheduler.given(submit(TWO_TRIALS), epoch(0, first(), 1, 0.5), epoch(0, first(), 2, 0.4));
    scheduler.given(epoch(1, first(), 1, 0.6), epoch(1, first(), 2, 0.7));

    Decision decision = scheduler.when(epoch(1, first(), 3, 0.8));

    List<EnsembleMember> members =
        List.of(new EnsembleMember(1, snapshot(1, 3)), new EnsembleMember(0, snapshot(0, 1)));
    assertThat(decision.facts())
        .containsExactly(
            recorded(1, first(), 3, 0.8),
            new Fact.TrialEnded(
                ID, 1, TrialStatus.COMPLETED, new Reason("completed", "all 3 epochs are done"), AT),
            new Fact.TrialDiagnosed(ID, 1, List.of(), AT),
            new Fact.ExperimentReviewed(
                ID, List.of(), List.of(new ParameterReview("model.architecture", 2, 0, 2, 2)), AT),
            new Fact.EnsembleOrdered(ID, 0, members, AT));
    assertThat(decision.work())
        .containsExactly(
            new Work.BuildEnsemble(
                ID, 0, List.of(member(1, 3), member(0, 1)), OptionalInt.empty(), List.of()));
  }

  @Test
  void theScoreOfTheEnsembleCompletesTheExperiment() {
    givenTheEnsembleIsOrdered();
    EnsembleScore score = new EnsembleScore(List.of(), 0.9);

    Decision decision = scheduler.when(new Report.EnsembleBuilt(ID, 0, score, AT));

    assertThat(decision.facts())
        .containsExactly(
            new Fact.EnsembleScored(ID, score, AT),
            new Fact.ExperimentEnded(
                ID,
                ExperimentStatus.COMPLETED,
                new Reason(
                    "completed",
                    "2 trials: 1 ran to their end, 1 were stopped, 0 failed, 0 cut short; 8 were"
                        + " asked for, but the space has no more than 2 combinations"),
                AT));
    assertThat(scheduler.when(new Report.EnsembleBuilt(ID, 0, score, AT)).isNothing()).isTrue();
    assertThat(scheduler.when(epoch(0, first(), 3, 1)))
        .isEqualTo(Decision.tell(new Control.StopExperiment(ID)));
  }

  @Test
  void greedySelectionIsLeftToAWorkerWithMoreCandidatesThanPlaces() {
    ExperimentSpec greedy =
        spec(
            """
            {"training": {"epochs": 1}, "search": {"trials": 6, "parallel": 6, "seed": 7},
             "ensemble": {"size": 1, "selection": "greedy"}}
            """);
    scheduler.given(submit(greedy));
    for (int trial = 0; trial < 5; trial++) {
      scheduler.given(epoch(trial, first(), 1, 0.1 * trial));
    }

    Decision decision = scheduler.when(epoch(5, first(), 1, 0.9));

    assertThat(decision.work())
        .singleElement()
        .isInstanceOfSatisfying(
            Work.BuildEnsemble.class,
            order -> {
              assertThat(order.choose()).hasValue(1);
              assertThat(order.members())
                  .extracting(Work.BuildEnsemble.Member::trial)
                  .containsExactly(5, 4, 3, 2);
            });
  }

  @Test
  @DisplayName(
      "K2: several snapshots of one run, its best and those at the ends of its cycles, vote")
  void severalSnapshotsOfATrialVote() {
    scheduler.given(submit(snapshotsPerTrial("2")));
    give(0, 0.5, 0.6, 0.9, 0.7, 0.1);
    give(1, 0.2, 0.8, 0.4, 0.7, 0.3, 0.95);

    Decision decision = scheduler.when(epoch(0, first(), 6, 0.8));

    List<EnsembleMember> members =
        List.of(
            new EnsembleMember(1, snapshot(1, 6)),
            new EnsembleMember(0, snapshot(0, 3)),
            new EnsembleMember(0, snapshot(0, 6)));
    assertThat(decision.facts()).contains(new Fact.EnsembleOrdered(ID, 0, members, AT));
    assertThat(decision.work())
        .singleElement()
        .isInstanceOfSatisfying(
            Work.BuildEnsemble.class,
            order ->
                assertThat(order.members())
                    .extracting(member -> member.trial() + "@" + member.snapshot().epoch())
                    .containsExactly("1@6", "0@3", "0@6"));
  }

  @Test
  void oneSnapshotOfATrialVotesUnlessMoreAreAskedFor() {
    scheduler.given(submit(snapshotsPerTrial("1")));
    give(0, 0.5, 0.6, 0.9, 0.7, 0.1);
    give(1, 0.2, 0.8, 0.4, 0.7, 0.3, 0.95);

    Decision decision = scheduler.when(epoch(0, first(), 6, 0.8));

    List<EnsembleMember> members =
        List.of(new EnsembleMember(1, snapshot(1, 6)), new EnsembleMember(0, snapshot(0, 3)));
    assertThat(decision.facts()).contains(new Fact.EnsembleOrdered(ID, 0, members, AT));
  }

  private static ExperimentSpec snapshotsPerTrial(String most) {
    return spec(
        """
        {"training": {"epochs": 6, "schedule": {"type": "cyclic", "cycleEpochs": 2}},
         "search": {"trials": 2, "parallel": 2, "seed": 7},
         "ensemble": {"size": 3, "snapshotsPerTrial": %s}}
        """
            .formatted(most));
  }

  private void give(int trial, double... accuracies) {
    for (int i = 0; i < accuracies.length; i++) {
      scheduler.given(epoch(trial, first(), i + 1, accuracies[i]));
    }
  }

  /** From the document as its author writes it to the order that a worker gets. */
  @Test
  @DisplayName("K3: test-time augmentation stands in the order of the ensemble")
  void testTimeAugmentationIsOrderedAsTheDocumentHasIt() throws Exception {
    String document =
        """
        training: {epochs: 1}
        search: {trials: 1, seed: 7}
        ensemble: {size: 1, testTimeAugmentation: [flip, 'scales(14, 16)', crops(5)]}
        """;
    scheduler.given(
        submit(
            ExperimentReader.read(
                document.getBytes(StandardCharsets.UTF_8), ExperimentReader.Format.YAML)));

    assertThat(scheduler.when(epoch(0, first(), 1, 0.5)).work())
        .singleElement()
        .isInstanceOfSatisfying(
            Work.BuildEnsemble.class,
            order ->
                assertThat(order.testTimeAugmentation())
                    .containsExactly("flip", "scales(14, 16)", "crops(5)"));
  }

  @Test
  void anEnsembleThatFailsIsOrderedAgainAndThenFailsTheExperiment() {
    givenTheEnsembleIsOrdered();

    Decision again = scheduler.when(ensembleFailed(0));
    Decision duplicate = scheduler.when(ensembleFailed(0));
    Decision end = scheduler.when(ensembleFailed(1));

    assertThat(again.facts())
        .singleElement()
        .isInstanceOfSatisfying(
            Fact.EnsembleOrdered.class, order -> assertThat(order.restart()).isEqualTo(1));
    assertThat(duplicate.isNothing()).isTrue();
    assertThat(end.facts())
        .singleElement()
        .isInstanceOfSatisfying(
            Fact.ExperimentEnded.class,
            ended -> assertThat(ended.status()).isEqualTo(ExperimentStatus.FAILED));
  }

  private void givenTheEnsembleIsOrdered() {
    scheduler.given(submit(TWO_TRIALS), epoch(0, first(), 1, 0.5), epoch(0, first(), 2, 0.4));
    scheduler.given(
        epoch(1, first(), 1, 0.6), epoch(1, first(), 2, 0.7), epoch(1, first(), 3, 0.8));
  }

  private static Report ensembleFailed(int restart) {
    return new Report.EnsembleFailed(
        ID, restart, new Failure(Failure.Kind.IO, "no snapshot store"), AT);
  }

  private static Work.BuildEnsemble.Member member(int trial, int epoch) {
    return new Work.BuildEnsemble.Member(
        trial,
        snapshot(trial, epoch),
        TWO_TRIALS.resolve(draw(trial == 0 ? "a" : "b")),
        Seeds.ofTrial(7, trial));
  }
}

package dev.convoy.scheduler.core;

import static dev.convoy.scheduler.Samples.AT;
import static dev.convoy.scheduler.Samples.ID;
import static dev.convoy.scheduler.Samples.epoch;
import static dev.convoy.scheduler.Samples.first;
import static dev.convoy.scheduler.Samples.snapshot;
import static dev.convoy.scheduler.Samples.spec;
import static dev.convoy.scheduler.Samples.submit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.message.EnsembleMember;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Report;
import dev.convoy.protocol.message.Request;
import dev.convoy.protocol.message.Work;
import dev.convoy.protocol.spec.ExperimentReader;
import dev.convoy.protocol.spec.ExperimentSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who is asked to vote, and how. */
class EnsembleOrdersTest {
  private final SchedulerState state = new SchedulerState();

  @Test
  void greedySelectionIsLeftToAWorkerWithMoreCandidatesThanPlaces() {
    ExperimentSpec greedy =
        spec(
            """
            {"training": {"epochs": 1}, "search": {"trials": 6, "parallel": 6, "seed": 7},
             "ensemble": {"size": 1, "selection": "greedy"}}
            """);
    given(submit(greedy));
    for (int trial = 0; trial < 5; trial++) {
      given(epoch(trial, first(), 1, 0.1 * trial));
    }

    Decision decision = when(epoch(5, first(), 1, 0.9));

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
    given(submit(snapshotsPerTrial("2")));
    give(0, 0.5, 0.6, 0.9, 0.7, 0.1);
    give(1, 0.2, 0.8, 0.4, 0.7, 0.3, 0.95);

    Decision decision = when(epoch(0, first(), 6, 0.8));

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
    given(submit(snapshotsPerTrial("1")));
    give(0, 0.5, 0.6, 0.9, 0.7, 0.1);
    give(1, 0.2, 0.8, 0.4, 0.7, 0.3, 0.95);

    Decision decision = when(epoch(0, first(), 6, 0.8));

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
      given(epoch(trial, first(), i + 1, accuracies[i]));
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
    given(
        submit(
            ExperimentReader.read(
                document.getBytes(StandardCharsets.UTF_8), ExperimentReader.Format.YAML)));

    assertThat(when(epoch(0, first(), 1, 0.5)).work())
        .singleElement()
        .isInstanceOfSatisfying(
            Work.BuildEnsemble.class,
            order ->
                assertThat(order.testTimeAugmentation())
                    .containsExactly("flip", "scales(14, 16)", "crops(5)"));
  }

  private void given(Request request) {
    Scheduler.handle(state, new Command.Requested(request));
  }

  private void given(Report report) {
    when(report);
  }

  private Decision when(Report report) {
    return Scheduler.handle(state, new Command.Reported(report));
  }
}

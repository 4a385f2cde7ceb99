package dev.convoy.scheduler.core;

import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.codec.MessageCodec;
import dev.convoy.protocol.message.ExperimentStatus;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.NarrowedRange;
import dev.convoy.scheduler.Samples;
import dev.convoy.scheduler.history.Curve;
import dev.convoy.scheduler.history.Rung;
import dev.convoy.scheduler.history.Rungs;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Logs written once are read for ever: the facts of a {@link Simulation}, one a line, as they were
 * encoded when the log was recorded.
 */
class GoldenLogTest {
  private static final List<String> LOGS =
      List.of(
          "stopped-retried-ensembled",
          "with-unknown-fields",
          "halving",
          "coarse-to-fine",
          "recipe",
          "population",
          "snapshots",
          "paused-extended",
          "tpe-hyperband",
          "losses-failed-share");

  @ParameterizedTest
  @ValueSource(strings = {"stopped-retried-ensembled", "with-unknown-fields"})
  void aLogOfOldGivesTheStateItAlwaysGave(String name) throws Exception {
    List<Fact> facts = read(name);
    SchedulerState state = new SchedulerState();

    facts.subList(0, facts.size() - 1).forEach(state::apply);

    Experiment experiment = state.of(facts.getLast());
    assertThat(experiment.trials().stream().map(trial -> describe(experiment, trial)))
        .containsExactly(
            "0: STOPPED after 3 epochs and 0 restarts",
            "1: COMPLETED after 4 epochs and 0 restarts",
            "2: STOPPED after 2 epochs and 0 restarts",
            "3: COMPLETED after 4 epochs and 0 restarts",
            "4: STOPPED after 2 epochs and 1 restarts",
            "5: STOPPED after 2 epochs and 1 restarts");
    assertThat(experiment.status()).isEqualTo(ExperimentStatus.ENSEMBLING);

    state.apply(facts.getLast());

    assertThat(state.running()).isEmpty();
    assertThat(state.knows(Samples.ID)).isTrue();
  }

  @Test
  void aLogOfSuccessiveHalvingGivesTheStateItAlwaysGave() throws Exception {
    Experiment experiment = atItsEnd("halving");

    assertThat(experiment.trials().stream().map(trial -> describe(experiment, trial)))
        .containsExactly(
            "0: STOPPED after 3 epochs and 0 restarts",
            "1: STOPPED after 1 epochs and 1 restarts",
            "2: STOPPED after 1 epochs and 0 restarts",
            "3: STOPPED after 1 epochs and 0 restarts",
            "4: STOPPED after 3 epochs and 0 restarts",
            "5: STOPPED after 1 epochs and 0 restarts",
            "6: STOPPED after 1 epochs and 0 restarts",
            "7: STOPPED after 1 epochs and 0 restarts",
            "8: FAILED after 2 epochs and 0 restarts");
    assertThat(counts(experiment, 0, 1)).containsExactly(9, 3, 0);
  }

  @Test
  void aLogOfASearchFromCoarseToFineGivesTheStateItAlwaysGave() throws Exception {
    Experiment experiment = atItsEnd("coarse-to-fine");

    assertThat(experiment.trials().stream().map(trial -> describe(experiment, trial)))
        .containsExactly(
            "0: COMPLETED after 2 epochs and 0 restarts",
            "1: COMPLETED after 2 epochs and 0 restarts",
            "2: COMPLETED after 2 epochs and 0 restarts",
            "3: COMPLETED after 2 epochs and 0 restarts",
            "4: COMPLETED after 6 epochs and 3 restarts",
            "5: COMPLETED after 6 epochs and 0 restarts",
            "6: COMPLETED after 6 epochs and 1 restarts");
    assertThat(experiment.history().narrowed())
        .extracting(NarrowedRange::path)
        .containsExactly("training.optimizer", "training.optimizer.learningRate");
    assertThat(experiment.majority().findings()).isEmpty();
  }

  @Test
  void aLogOfARecipeGivesTheStateItAlwaysGave() throws Exception {
    Experiment experiment = atItsEnd("recipe");

    assertThat(experiment.trials().stream().map(trial -> describe(experiment, trial)))
        .containsExactly(
            "0: COMPLETED after 2 epochs and 0 restarts",
            "1: COMPLETED after 2 epochs and 0 restarts",
            "2: COMPLETED after 2 epochs and 0 restarts",
            "3: COMPLETED after 4 epochs and 0 restarts");
    assertThat(experiment.checks().left()).isEmpty();
    assertThat(experiment.history().rate().orElseThrow().best())
        .isEqualTo(NarrowedRange.Best.INSIDE);
  }

  @Test
  void aLogOfAPopulationGivesTheStateItAlwaysGave() throws Exception {
    Experiment experiment = atItsEnd("population");

    assertThat(experiment.trials().stream().map(trial -> describe(experiment, trial)))
        .containsExactly(
            "0: COMPLETED after 6 epochs and 0 restarts",
            "1: STOPPED after 2 epochs and 0 restarts",
            "2: COMPLETED after 6 epochs and 1 restarts",
            "3: FAILED after 2 epochs and 0 restarts",
            "4: COMPLETED after 6 epochs and 1 restarts");
    assertThat(experiment.trial(2).hyperparameters().values())
        .as("those of trial 0, explored")
        .hasEntrySatisfying(
            "training.optimizer.learningRate",
            rate -> assertThat(rate).hasToString("0.0010301371110154234"));
  }

  @Test
  void aLogOfAnEnsembleOfSnapshotsGivesTheStateItAlwaysGave() throws Exception {
    Experiment experiment = atItsEnd("snapshots");

    assertThat(experiment.trials().stream().map(trial -> describe(experiment, trial)))
        .containsExactly(
            "0: FAILED after 2 epochs and 0 restarts",
            "1: COMPLETED after 6 epochs and 0 restarts",
            "2: COMPLETED after 6 epochs and 0 restarts",
            "3: COMPLETED after 6 epochs and 1 restarts");
    assertThat(experiment.trials().stream().map(trial -> bestSnapshots(experiment, trial)))
        .as("the best epoch and the ends of cycles of 2, 2, 3 and 2 epochs, best first")
        .containsExactly(List.of(2), List.of(5, 6, 4, 2), List.of(5, 6, 3), List.of(5, 6, 4, 2));
    assertThat(experiment.ensemble().orElseThrow().members())
        .extracting(member -> member.trial() + "@" + member.snapshot().epoch())
        .containsExactly("1@5", "1@6", "2@5", "2@6", "3@5", "3@6", "0@2");
  }

  private static List<Integer> bestSnapshots(Experiment experiment, Trial trial) {
    return experiment
        .history()
        .curve(trial.number())
        .bestSnapshots(Integer.MAX_VALUE)
        .map(Curve.Saved::epoch)
        .toList();
  }

  @Test
  void aLogOfPausesAndAnExtensionGivesTheStateItAlwaysGave() throws Exception {
    Experiment experiment = atItsEnd("paused-extended");

    assertThat(experiment.trials().stream().map(trial -> describe(experiment, trial)))
        .containsExactly(
            "0: COMPLETED after 4 epochs and 0 restarts",
            "1: COMPLETED after 4 epochs and 0 restarts",
            "2: CANCELLED after 0 epochs and 0 restarts",
            "3: FAILED after 1 epochs and 0 restarts",
            "4: FAILED after 1 epochs and 0 restarts");
    assertThat(experiment.suspension()).isEqualTo(new Suspension(2, Optional.empty(), ZERO));
    assertThat(experiment.trials().parked()).isEmpty();
    assertThat(experiment.extensions()).isEqualTo(1);
    assertThat(experiment.spec().search().trials()).isEqualTo(6);
  }

  @Test
  void aLogOfTpeInBracketsGivesTheStateItAlwaysGave() throws Exception {
    Experiment experiment = atItsEnd("tpe-hyperband");

    assertThat(experiment.trials().stream().map(trial -> describe(experiment, trial)))
        .containsExactly(
            "0: COMPLETED after 4 epochs and 0 restarts",
            "1: STOPPED after 1 epochs and 0 restarts",
            "2: STOPPED after 2 epochs and 0 restarts",
            "3: STOPPED after 1 epochs and 0 restarts",
            "4: FAILED after 0 epochs and 0 restarts",
            "5: STOPPED after 3 epochs and 0 restarts",
            "6: STOPPED after 2 epochs and 0 restarts",
            "7: COMPLETED after 4 epochs and 0 restarts",
            "8: STOPPED after 1 epochs and 0 restarts");
    assertThat(counts(experiment, 0, 1)).as("come, gone on, lost").containsExactly(4, 2, 0);
    assertThat(counts(experiment, 0, 2)).as("come, gone on, lost").containsExactly(2, 1, 0);
    assertThat(counts(experiment, 1, 2)).as("come, gone on, lost").containsExactly(2, 1, 1);
    assertThat(experiment.history().observations().bestFirst())
        .containsExactly(0, 7, 5, 2, 6, 8, 3, 1, 4);
  }

  private static List<Integer> counts(Experiment experiment, int bracket, int epoch) {
    Rung rung = experiment.history().rungs().at(new Rungs.Place(bracket, epoch));
    return List.of(rung.arrived(), rung.promoted(), rung.lost());
  }

  /** A loss to be minimized, one that is NaN, epochs without a snapshot, and too many failures. */
  @Test
  void aLogOfLossesThatEndsInFailureGivesTheStateItAlwaysGave() throws Exception {
    Experiment experiment = atItsEnd("losses-failed-share");

    assertThat(experiment.trials().stream().map(trial -> describe(experiment, trial)))
        .containsExactly(
            "0: COMPLETED after 3 epochs and 0 restarts",
            "1: FAILED after 1 epochs and 0 restarts",
            "2: STOPPED after 2 epochs and 0 restarts",
            "3: STOPPED after 0 epochs and 0 restarts",
            "4: CANCELLED after 0 epochs and 0 restarts",
            "5: CANCELLED after 0 epochs and 0 restarts",
            "6: FAILED after 0 epochs and 0 restarts");
    assertThat(experiment.history().curve(0).bestSnapshot().orElseThrow().epoch())
        .as("the best epoch is the third, which left no snapshot")
        .isEqualTo(2);
    assertThat(experiment.history().curve(2).score(2)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void everyKindOfFactStandsInALog() throws Exception {
    Set<Class<?>> kinds = new HashSet<>();
    for (String name : LOGS) {
      read(name).forEach(fact -> kinds.add(fact.getClass()));
    }

    assertThat(kinds).isEqualTo(Set.of(Fact.class.getPermittedSubclasses()));
  }

  /** As it is before the last fact, its end. */
  private static Experiment atItsEnd(String name) throws Exception {
    List<Fact> facts = read(name);
    SchedulerState state = new SchedulerState();
    facts.subList(0, facts.size() - 1).forEach(state::apply);
    return state.of(facts.getLast());
  }

  private static String describe(Experiment experiment, Trial trial) {
    return "%d: %s after %d epochs and %d restarts"
        .formatted(
            trial.number(),
            trial.status(),
            experiment.history().curve(trial.number()).epochs(),
            trial.restarts());
  }

  private static List<Fact> read(String name) throws Exception {
    MessageCodec<Fact> codec = MessageCodec.of(Fact.class);
    List<Fact> facts = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    GoldenLogTest.class.getResourceAsStream("/logs/" + name + ".jsonl")),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        facts.add(codec.decode(line.getBytes(StandardCharsets.UTF_8)));
      }
    }
    return facts;
  }
}

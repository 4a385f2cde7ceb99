package dev.convoy.scheduler.core;

import static dev.convoy.scheduler.Samples.AT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.message.EnsembleMember;
import dev.convoy.protocol.message.ExperimentStatus;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Reason;
import dev.convoy.protocol.message.Request;
import dev.convoy.protocol.message.TrialStatus;
import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.protocol.spec.Extension;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.scheduler.Samples;
import dev.convoy.scheduler.search.Seeds;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole runs with everything going wrong; repeat a failing one by its seed. */
class SchedulerSimulationTest {
  private static final String PATIENCE = "[{\"patience\": {\"epochs\": 2, \"minDelta\": 0.01}}]";
  private static final String BOTH =
      """
      [{"patience": {"epochs": 2, "minDelta": 0.01}},
       {"median": {"startupTrials": 3, "warmupEpochs": 1}}]
      """;

  private static final String ASHA =
      """
      [{"asha": {"eta": 3, "firstRung": 1}}, {"patience": {"epochs": 2, "minDelta": 0.01}}]
      """;
  private static final String ASHA_STOPPING =
      "[{\"asha-stopping\": {\"eta\": 2, \"firstRung\": 1}}]";

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void faultsChangeNoVerdictThatDoesNotDependOnTheOrderOfArrival(long seed) {
    ExperimentSpec spec = spec(PATIENCE, seed);

    Outcome calm = Outcome.of(new Simulation(seed, Faults.NONE).run(spec));
    Outcome troubled = Outcome.of(new Simulation(seed, Faults.MANY).run(spec));

    assertThat(troubled).as("seed %d", seed).isEqualTo(calm);
    assertThat(calm.trials()).hasSize(20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void faultsChangeNoVerdictOfRulesWithinRules(long seed) {
    String stopping = RandomRules.byTheirOwnCurve(seed);
    ExperimentSpec spec = spec(stopping, seed);

    Outcome calm = Outcome.of(new Simulation(seed, Faults.NONE).run(spec));
    Outcome troubled = Outcome.of(new Simulation(seed, Faults.MANY, Operator.restless()).run(spec));

    assertThat(troubled).as("%s, seed %d", stopping, seed).isEqualTo(calm);
    assertThat(calm.trials()).as("%s, seed %d", stopping, seed).hasSize(20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void pausesChangeNoVerdictWhateverGoesWrong(long seed) {
    for (String stopping : List.of(PATIENCE, "[{\"hyperband\": {\"eta\": 2}}]")) {
      ExperimentSpec spec = spec(stopping, seed);
      Outcome calm = Outcome.of(new Simulation(seed, Faults.NONE).run(spec));
      FactLog paused = new Simulation(seed, Faults.NONE, Operator.restless()).run(spec);
      FactLog troubled = new Simulation(seed, Faults.MANY, Operator.restless()).run(spec);

      assertThat(Outcome.of(paused)).as("%s, seed %d", stopping, seed).isEqualTo(calm);
      assertThat(Outcome.of(troubled)).as("%s, seed %d", stopping, seed).isEqualTo(calm);
      assertThat(paused.of(Fact.TrialParked.class)).as("seed %d", seed).isNotEmpty();
      assertThat(paused.of(Fact.ExperimentResumed.class))
          .hasSameSizeAs(paused.of(Fact.ExperimentPaused.class));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anExperimentExtendedInItsCourseIsAsIfItHadBeenSoFromTheStart(long seed) throws Exception {
    ExperimentSpec spec = spec(PATIENCE, seed);
    Extension more = Samples.extension("{\"search\": {\"trials\": 30, \"parallel\": 6}}");
    Operator operator = Operator.restless(new Request.ExtendExperiment(Samples.ID, more, AT));
    FactLog extended = new Simulation(seed, Faults.MANY, operator).run(spec);
    Outcome whole = Outcome.of(new Simulation(seed, Faults.NONE).run(more.applyTo(spec)));

    assertThat(extended.of(Fact.ExperimentExtended.class)).as("seed %d", seed).hasSize(1);
    assertThat(Outcome.of(extended)).as("seed %d", seed).isEqualTo(whole);
    assertThat(whole.trials()).hasSize(30);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void moreEpochsLeaveEveryExperimentWithAnEnd(long seed) {
    Extension more = Samples.extension("{\"training\": {\"epochs\": 12}}");
    for (String stopping : List.of("[]", "[{\"asha\": {\"eta\": 2, \"firstRung\": 1}}]")) {
      Operator operator = Operator.restless(new Request.ExtendExperiment(Samples.ID, more, AT));
      FactLog log = new Simulation(seed, Faults.MANY, operator).run(spec(stopping, seed));

      assertThat(log.of(Fact.ExperimentEnded.class)).as("%s, seed %d", stopping, seed).hasSize(1);
      assertThat(log.of(Fact.TrialEnded.class)).as("%s, seed %d", stopping, seed).hasSize(20);
      assertThat(log.of(Fact.EpochRecorded.class))
          .as("%s, seed %d", stopping, seed)
          .anyMatch(epoch -> epoch.epoch() > 6);
      assertThat(completedOnceExtended(log))
          .as("%s, seed %d", stopping, seed)
          .allMatch("all 12 epochs are done"::equals);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatIsNeverStoppedTrainsToTheNewLastEpoch(long seed) {
    Extension more = Samples.extension("{\"training\": {\"epochs\": 12}}");
    Operator operator = Operator.restless(new Request.ExtendExperiment(Samples.ID, more, AT));
    FactLog log = new Simulation(seed, Faults.MANY, operator).run(spec("[]", seed));

    assertThat(completedOnceExtended(log)).as("seed %d", seed).isNotEmpty();
  }

  private static List<String> completedOnceExtended(FactLog log) {
    return log.facts().stream()
        .dropWhile(fact -> !(fact instanceof Fact.ExperimentExtended))
        .filter(Fact.TrialEnded.class::isInstance)
        .map(Fact.TrialEnded.class::cast)
        .filter(end -> end.status() == TrialStatus.COMPLETED)
        .map(end -> end.reason().detail())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theBudgetOfEpochsIsSpentAndNeverExceeded(long seed) {
    for (String stopping : List.of(ASHA, "[{\"hyperband\": {\"eta\": 2}}]")) {
      ExperimentSpec spec = spec(stopping, seed, "\"epochs\": 30, ");
      FactLog log = new Simulation(seed, Faults.MANY, Operator.restless()).run(spec);

      assertThat(log.of(Fact.EpochRecorded.class)).as("%s, seed %d", stopping, seed).hasSize(30);
      assertThat(log.of(Fact.ExperimentEnded.class)).as("%s, seed %d", stopping, seed).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void faultsChangeNoVerdictOfHyperband(long seed) {
    ExperimentSpec spec = spec("[{\"hyperband\": {\"eta\": 2}}]", seed);

    Outcome calm = Outcome.of(new Simulation(seed, Faults.NONE).run(spec));
    Outcome troubled = Outcome.of(new Simulation(seed, Faults.MANY).run(spec));

    assertThat(troubled).as("seed %d", seed).isEqualTo(calm);
    assertThat(calm.trials()).hasSize(20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void faultsChangeNoVerdictOfASearchFromCoarseToFine(long seed) {
    ExperimentSpec spec =
        Samples.spec(
            """
            {"training": {"epochs": 6, "batchSize": {"choice": [32, 64]},
                          "optimizer": {"choice": [
                            {"type": "sgd", "momentum": {"uniform": [0.5, 0.9]}},
                            {"type": "adam", "learningRate": {"logUniform": [0.001, 0.1]}}]}},
             "search": {"method": "coarse-to-fine", "trials": 20, "coarseTrials": 8,
                        "coarseEpochs": 2, "parallel": 5, "seed": %d},
             "ensemble": {"size": 3}, "limits": {"maxRestarts": 100, "failedShare": 1}}
            """
                .formatted(seed));

    FactLog calm = new Simulation(seed, Faults.NONE).run(spec);
    FactLog troubled = new Simulation(seed, Faults.MANY).run(spec);

    assertThat(Outcome.of(troubled)).as("seed %d", seed).isEqualTo(Outcome.of(calm));
    assertThat(calm.of(Fact.SpaceNarrowed.class)).as("seed %d", seed).hasSize(1);
    assertThat(calm.of(Fact.TrialEnded.class)).as("seed %d", seed).hasSize(20);
  }

  /** I4: the checks' verdicts, the rate found and both rounds are the same, or the same end. */
  @ParameterizedTest
  @MethodSource("seeds")
  void faultsChangeNoVerdictOfARecipe(long seed) {
    ExperimentSpec spec =
        Samples.spec(
            """
            {"training": {"epochs": 6, "batchSize": {"choice": [32, 64]}},
             "search": {"method": "recipe", "trials": 20, "coarseTrials": 8,
                        "coarseEpochs": 2, "parallel": 5, "seed": %d},
             "ensemble": {"size": 3}, "limits": {"maxRestarts": 1000, "failedShare": 1}}
            """
                .formatted(seed));

    FactLog calm = new Simulation(seed, Faults.NONE).run(spec);
    FactLog troubled = new Simulation(seed, Faults.MANY, Operator.restless()).run(spec);

    boolean refused = Seeds.ofTrial(seed, 0) % 5 == 0;
    assertThat(verdicts(troubled)).as("seed %d", seed).isEqualTo(verdicts(calm));
    assertThat(troubled.of(Fact.ExperimentEnded.class))
        .as("seed %d", seed)
        .isEqualTo(calm.of(Fact.ExperimentEnded.class));
    assertThat(calm.of(Fact.TrialEnded.class)).as("seed %d", seed).hasSize(refused ? 0 : 20);
    if (!refused) {
      assertThat(Outcome.of(troubled)).as("seed %d", seed).isEqualTo(Outcome.of(calm));
    }
  }

  /** I6: who copies whom, and with what, is the same whatever the order of arrival. */
  @ParameterizedTest
  @MethodSource("seeds")
  void faultsChangeNoVerdictOfAPopulation(long seed) {
    ExperimentSpec spec =
        Samples.spec(
            """
            {"training": {"epochs": 7, "batchSize": {"ordinal": [16, 32, 64]},
                          "optimizer": {"learningRate": {"logUniform": [0.001, 0.1]}}},
             "search": {"method": "pbt", "trials": 12, "interval": 2, "parallel": 5, "seed": %d},
             "ensemble": {"size": 3}, "limits": {"maxRestarts": 1000, "failedShare": 1}}
            """
                .formatted(seed));

    FactLog calm = new Simulation(seed, Faults.NONE).run(spec);
    FactLog troubled = new Simulation(seed, Faults.MANY, Operator.restless()).run(spec);

    assertThat(troubled.of(Fact.GenerationDecided.class))
        .as("seed %d", seed)
        .isEqualTo(calm.of(Fact.GenerationDecided.class))
        .extracting(Fact.GenerationDecided::epoch)
        .containsExactly(2, 4, 6);
    assertThat(calm.of(Fact.GenerationDecided.class).getFirst().heirs()).hasSize(3);
    assertThat(Outcome.of(troubled)).as("seed %d", seed).isEqualTo(Outcome.of(calm));
    assertThat(calm.of(Fact.TrialEnded.class)).as("seed %d", seed).hasSize(12);
  }

  /** K2: which snapshots vote is the same whatever the order of arrival. */
  @ParameterizedTest
  @MethodSource("seeds")
  void faultsChangeNoMemberOfAnEnsembleOfSnapshots(long seed) {
    for (String search :
        List.of("\"method\": \"random\"", "\"method\": \"pbt\", \"interval\": 2")) {
      ExperimentSpec spec =
          Samples.spec(
              """
              {"training": {"epochs": 7, "batchSize": {"ordinal": [16, 32, 64]},
                            "schedule": {"type": "cyclic", "cycleEpochs": {"ordinal": [1, 2, 3]}}},
               "search": {%s, "trials": 6, "parallel": 5, "seed": %d},
               "ensemble": {"size": 4, "selection": "greedy", "snapshotsPerTrial": 3},
               "limits": {"maxRestarts": 1000, "failedShare": 1}}
              """
                  .formatted(search, seed));

      FactLog calm = new Simulation(seed, Faults.NONE).run(spec);
      FactLog troubled = new Simulation(seed, Faults.MANY, Operator.restless()).run(spec);

      List<EnsembleMember> members = calm.of(Fact.EnsembleOrdered.class).getFirst().members();
      assertThat(troubled.of(Fact.EnsembleOrdered.class).getFirst().members())
          .as("%s, seed %d", search, seed)
          .isEqualTo(members);
      assertThat(members).as("%s, seed %d", search, seed).doesNotHaveDuplicates();
      assertThat(ofOneTrial(members)).as("%s, seed %d", search, seed).isBetween(2L, 3L);
      assertThat(Outcome.of(troubled)).as("%s, seed %d", search, seed).isEqualTo(Outcome.of(calm));
    }
  }

  /** How many members the trial has that has most. */
  private static long ofOneTrial(List<EnsembleMember> members) {
    return members.stream()
        .collect(Collectors.groupingBy(EnsembleMember::trial, Collectors.counting()))
        .values()
        .stream()
        .mapToLong(Long::longValue)
        .max()
        .orElse(0);
  }

  private static List<Fact> verdicts(FactLog log) {
    return log.facts().stream()
        .filter(fact -> fact instanceof Fact.CheckJudged || fact instanceof Fact.RateNarrowed)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void tpeDrawsItsBudgetWhateverGoesWrong(long seed) {
    ExperimentSpec spec =
        Samples.spec(
            """
            {"training": {"epochs": 4, "batchSize": {"choice": [32, 64]},
                          "optimizer": {"learningRate": {"logUniform": [0.001, 0.1]}}},
             "search": {"method": "tpe", "trials": 20, "startupTrials": 5, "parallel": 5,
                        "seed": %d},
             "stopping": [{"asha": {"eta": 2, "firstRung": 1}}],
             "ensemble": {"size": 3}, "limits": {"maxRestarts": 100, "failedShare": 1}}
            """
                .formatted(seed));

    FactLog log = new Simulation(seed, Faults.MANY).run(spec);

    assertThat(log.of(Fact.TrialEnded.class)).as("seed %d", seed).hasSize(20);
    assertThat(log.of(Fact.ExperimentEnded.class)).as("seed %d", seed).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void faultsLeaveEveryExperimentWithAnEnd(long seed) {
    for (String stopping : List.of(BOTH, ASHA, ASHA_STOPPING, RandomRules.byOthersToo(seed))) {
      FactLog log = new Simulation(seed, Faults.MANY).run(spec(stopping, seed));

      assertThat(log.of(Fact.ExperimentEnded.class))
          .as("%s, seed %d", stopping, seed)
          .singleElement()
          .satisfies(end -> assertThat(end.status()).isEqualTo(ExperimentStatus.COMPLETED));
      assertThat(log.of(Fact.TrialEnded.class)).as("%s, seed %d", stopping, seed).hasSize(20);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void ashaPromotesTheShareOfEachRung(long seed) {
    FactLog log = new Simulation(seed, Faults.MANY).run(spec(ASHA, seed));

    long arrived =
        log.of(Fact.TrialPaused.class).stream().filter(paused -> paused.epoch() == 1).count();
    long promoted =
        log.of(Fact.LegOrdered.class).stream()
            .filter(ordered -> ordered.leg().number() == 1 && ordered.leg().restart() == 0)
            .count();
    assertThat(promoted).as("seed %d", seed).isBetween(arrived / 3, 2 * arrived / 3);
  }

  /** What must not depend on the order of arrival. */
  private record Outcome(
      TreeMap<Integer, Verdict> trials, Set<EnsembleMember> ensemble, ExperimentStatus end) {

    private record Verdict(Hyperparameters draw, TrialStatus status, Reason reason) {}

    static Outcome of(FactLog log) {
      List<Hyperparameters> draws =
          log.of(Fact.TrialCreated.class).stream().map(Fact.TrialCreated::hyperparameters).toList();
      TreeMap<Integer, Verdict> trials = new TreeMap<>();
      for (Fact.TrialEnded end : log.of(Fact.TrialEnded.class)) {
        trials.put(end.trial(), new Verdict(draws.get(end.trial()), end.status(), end.reason()));
      }
      return new Outcome(
          trials,
          Set.copyOf(log.of(Fact.EnsembleOrdered.class).getFirst().members()),
          log.of(Fact.ExperimentEnded.class).getFirst().status());
    }
  }

  private static ExperimentSpec spec(String stopping, long seed) {
    return spec(stopping, seed, "");
  }

  private static ExperimentSpec spec(String stopping, long seed, String limits) {
    return Samples.spec(
        """
        {"training": {"epochs": 6, "batchSize": {"choice": [32, 64]},
                      "optimizer": {"learningRate": {"logUniform": [0.001, 0.1]}}},
         "search": {"trials": 20, "parallel": 5, "seed": %d},
         "stopping": %s, "ensemble": {"size": 3},
         "limits": {%s"maxRestarts": 100, "failedShare": 1}}
        """
            .formatted(seed, stopping, limits));
  }
}

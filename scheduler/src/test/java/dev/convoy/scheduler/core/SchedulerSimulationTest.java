package dev.convoy.scheduler.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.message.EnsembleMember;
import dev.convoy.protocol.message.ExperimentStatus;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Reason;
import dev.convoy.protocol.message.TrialStatus;
import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.scheduler.Samples;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
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
  void faultsLeaveEveryExperimentWithAnEnd(long seed) {
    FactLog log = new Simulation(seed, Faults.MANY).run(spec(BOTH, seed));

    assertThat(log.of(Fact.ExperimentEnded.class))
        .as("seed %d", seed)
        .singleElement()
        .satisfies(end -> assertThat(end.status()).isEqualTo(ExperimentStatus.COMPLETED));
    assertThat(log.of(Fact.TrialEnded.class)).as("seed %d", seed).hasSize(20);
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
    return Samples.spec(
        """
        {"training": {"epochs": 6, "batchSize": {"choice": [32, 64]},
                      "optimizer": {"learningRate": {"logUniform": [0.001, 0.1]}}},
         "search": {"trials": 20, "parallel": 5, "seed": %d},
         "stopping": %s, "ensemble": {"size": 3},
         "limits": {"maxRestarts": 1000, "failedShare": 1}}
        """
            .formatted(seed, stopping));
  }
}

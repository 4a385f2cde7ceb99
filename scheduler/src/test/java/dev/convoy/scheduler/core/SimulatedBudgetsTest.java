package dev.convoy.scheduler.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.scheduler.Samples;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What whole runs may spend, whatever goes wrong; repeat one by its seed. */
class SimulatedBudgetsTest {
  private static final String ASHA =
      """
      [{"asha": {"eta": 3, "firstRung": 1}}, {"patience": {"epochs": 2, "minDelta": 0.01}}]
      """;
  private static final String HYPERBAND = "[{\"hyperband\": {\"eta\": 2}}]";

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 10);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theBudgetOfEpochsIsSpentAndNeverExceeded(long seed) {
    for (String stopping : List.of("[]", ASHA, HYPERBAND)) {
      ExperimentSpec spec = new SimulatedWorld(seed).random(stopping, "\"epochs\": 15, ");
      FactLog log = new Simulation(seed, Fault.ALL, Operator.restless()).run(spec);

      assertThat(log.of(Fact.EpochRecorded.class)).as("%s, seed %d", stopping, seed).hasSize(15);
      assertThat(log.of(Fact.ExperimentEnded.class)).as("%s, seed %d", stopping, seed).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void ashaPromotesTheShareOfEachRung(long seed) {
    FactLog log = new Simulation(seed, Fault.ALL).run(new SimulatedWorld(seed).random(ASHA));

    long arrived =
        log.of(Fact.TrialPaused.class).stream().filter(paused -> paused.epoch() == 1).count();
    long promoted =
        log.of(Fact.LegOrdered.class).stream()
            .filter(ordered -> ordered.leg().number() == 1 && ordered.leg().restart() == 0)
            .count();
    assertThat(promoted).as("seed %d", seed).isBetween(arrived / 3, 2 * arrived / 3);
  }

  /** The restarts of each trial are counted after every fact. */
  @ParameterizedTest
  @MethodSource("seeds")
  void fewRestartsAndFewFailuresAllowedLeaveEveryExperimentWithAnEnd(long seed) {
    ExperimentSpec spec =
        Samples.spec(
            """
            {"training": {"epochs": 6, %s},
             "search": {"trials": 20, "parallel": 5, "seed": %d},
             "limits": {"maxRestarts": 1, "failedShare": 0.3}}
            """
                .formatted(SimulatedWorld.ENDLESS, seed));

    FactLog log = new Simulation(seed, Fault.ALL, Operator.restless()).run(spec);

    String end = log.of(Fact.ExperimentEnded.class).getFirst().reason().code();
    assertThat(end).as("seed %d", seed).isIn(Set.of("completed", "failed-share", "lost", "io"));
    assertThat(log.of(Fact.TrialEnded.class))
        .as("seed %d", seed)
        .hasSameSizeAs(log.of(Fact.TrialCreated.class));
  }
}

package dev.convoy.scheduler.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.message.EnsembleMember;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.scheduler.Samples;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** K2: which snapshots of one trial vote after whole runs; repeat one by its seed. */
class SimulatedEnsemblesTest {
  private static final List<String> SEARCHES =
      List.of("\"method\": \"random\"", "\"method\": \"pbt\", \"interval\": 2");

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void faultsChangeNoMemberOfAnEnsembleOfSnapshots(long seed) {
    for (String search : SEARCHES) {
      ExperimentSpec spec = snapshotsOf(search, seed);
      FactLog calm = new Simulation(seed, Fault.NONE).run(spec);
      FactLog troubled = new Simulation(seed, Fault.ALL, Operator.restless()).run(spec);

      String run = "%s, seed %d".formatted(search, seed);
      List<EnsembleMember> members = calm.of(Fact.EnsembleOrdered.class).getFirst().members();
      assertThat(troubled.of(Fact.EnsembleOrdered.class).getFirst().members())
          .as(run)
          .isEqualTo(members);
      assertThat(members).as(run).doesNotHaveDuplicates();
      assertThat(mostOfOneTrial(members)).as(run).isBetween(2L, 3L);
      Outcome.of(troubled).mustBe(Outcome.of(calm), run);
    }
  }

  private static ExperimentSpec snapshotsOf(String search, long seed) {
    return Samples.spec(
        """
        {"training": {"epochs": 7, "batchSize": {"ordinal": [16, 32, 64]},
                      "schedule": {"type": "cyclic", "cycleEpochs": {"ordinal": [1, 2, 3]}}},
         "search": {%s, "trials": 6, "parallel": 5, "seed": %d},
         "ensemble": {"size": 4, "selection": "greedy", "snapshotsPerTrial": 3},
         "limits": {"maxRestarts": 1000, "failedShare": 1}}
        """
            .formatted(search, seed));
  }

  /** How many members the trial has that has most. */
  private static long mostOfOneTrial(List<EnsembleMember> members) {
    return members.stream()
        .collect(Collectors.groupingBy(EnsembleMember::trial, Collectors.counting()))
        .values()
        .stream()
        .mapToLong(Long::longValue)
        .max()
        .orElse(0);
  }
}

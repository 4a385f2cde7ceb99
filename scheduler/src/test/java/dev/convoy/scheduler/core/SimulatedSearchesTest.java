package dev.convoy.scheduler.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.message.CheckKind;
import dev.convoy.protocol.message.Fact;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That whole runs of the searches do what each is there for; repeat one by its seed. */
class SimulatedSearchesTest {

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 10);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aRecipeChecksFindsTheRateAndNarrowsTheSpaceOnce(long seed) {
    FactLog log = run("recipe", seed);

    List<CheckKind> judged =
        log.of(Fact.CheckJudged.class).stream().map(Fact.CheckJudged::check).toList();
    if (log.of(Fact.TrialCreated.class).isEmpty()) {
      assertThat(judged).as("seed %d", seed).endsWith(CheckKind.TINY_SAMPLE);
    } else {
      assertThat(judged).as("seed %d", seed).containsExactly(CheckKind.values());
      assertThat(log.of(Fact.RateNarrowed.class)).as("seed %d", seed).hasSize(1);
      assertThat(log.of(Fact.SpaceNarrowed.class)).as("seed %d", seed).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aSearchFromCoarseToFineNarrowsTheSpaceOnce(long seed) {
    assertThat(run("coarse-to-fine", seed).of(Fact.SpaceNarrowed.class))
        .as("seed %d", seed)
        .hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void thePopulationHasItsGenerationsAndSomeMembersCopyOthers(long seed) {
    assertThat(run("pbt", seed).of(Fact.GenerationDecided.class))
        .as("seed %d", seed)
        .anySatisfy(generation -> assertThat(generation.heirs()).isNotEmpty())
        .extracting(Fact.GenerationDecided::epoch)
        .containsExactly(2, 4);
  }

  private static FactLog run(String search, long seed) {
    Matrix.Search method =
        Matrix.SEARCHES.stream().filter(one -> one.name().equals(search)).findFirst().orElseThrow();
    Matrix.Cell cell = new Matrix.Cell(method, Matrix.Rules.of("no rule"));
    return new Simulation(seed, Fault.ALL, Operator.restless()).run(cell.spec(seed));
  }
}

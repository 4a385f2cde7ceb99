package dev.convoy.scheduler.core;

import static dev.convoy.scheduler.Samples.AT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.protocol.message.ExperimentStatus;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Request;
import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.scheduler.Samples;
import dev.convoy.scheduler.search.Seeds;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole runs of every search with every stopping rule, with everything going wrong and somebody who
 * pauses and resumes all the time; repeat a failing one by its case and seed.
 */
class SchedulerSimulationTest {
  private static final int FAST = 5;
  private static final int SLOW = 20;
  private static final double FEW_FAILURES = 0.05;

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("independentCases")
  void faultsChangeNoVerdictThatDoesNotDependOnTheOrderOfArrival(Matrix.Cell cell, long seed) {
    compareWithTheCalmRun(cell, seed);
  }

  @Tag("slow")
  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("manyIndependentCases")
  void faultsChangeNoSuchVerdictForManySeeds(Matrix.Cell cell, long seed) {
    compareWithTheCalmRun(cell, seed);
    endEarly(cell, seed);
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("dependentCases")
  void faultsLeaveEveryExperimentWithAValidEnd(Matrix.Cell cell, long seed) {
    endValidly(cell, seed);
  }

  @Tag("slow")
  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("manyDependentCases")
  void faultsLeaveEveryExperimentWithAValidEndForManySeeds(Matrix.Cell cell, long seed) {
    endValidly(cell, seed);
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("eachIndependentCase")
  void whatEndsAnExperimentEarlyChangesNoVerdictBefore(Matrix.Cell cell, long seed) {
    endEarly(cell, seed);
  }

  static Stream<Arguments> independentCases() {
    return Matrix.seeded(Arrival.IRRELEVANT, FAST);
  }

  static Stream<Arguments> manyIndependentCases() {
    return Matrix.seeded(Arrival.IRRELEVANT, SLOW);
  }

  static Stream<Arguments> dependentCases() {
    return Matrix.seeded(Arrival.DECISIVE, FAST);
  }

  static Stream<Arguments> manyDependentCases() {
    return Matrix.seeded(Arrival.DECISIVE, SLOW);
  }

  static Stream<Arguments> eachIndependentCase() {
    return Matrix.seeded(Arrival.IRRELEVANT, 1);
  }

  private static void compareWithTheCalmRun(Matrix.Cell cell, long seed) {
    String run = "%s, seed %d".formatted(cell, seed);
    ExperimentSpec spec = cell.spec(seed);
    FactLog calm = new Simulation(seed, Fault.NONE).run(spec);
    FactLog troubled = new Simulation(seed, Fault.ALL, Operator.restless()).run(spec);

    Outcome.of(troubled).mustBe(Outcome.of(calm), run);
    if (!isRefused(spec, seed)) {
      ValidEnd.check(spec, troubled, run);
    }
  }

  private static void endValidly(Matrix.Cell cell, long seed) {
    ExperimentSpec spec = cell.spec(seed);
    FactLog troubled = new Simulation(seed, Fault.ALL, Operator.restless()).run(spec);

    if (isRefused(spec, seed)) {
      assertThat(troubled.of(Fact.TrialCreated.class)).as("%s, seed %d", cell, seed).isEmpty();
    } else {
      ValidEnd.check(spec, troubled, "%s, seed %d".formatted(cell, seed));
    }
  }

  /** One recipe in five can't learn a tiny sample, and ends before its first trial. */
  private static boolean isRefused(ExperimentSpec spec, long seed) {
    return !Plan.of(spec, seed).checks().isEmpty()
        && SimulatedWorker.learnsNothing(Seeds.ofTrial(seed, 0));
  }

  private static void endEarly(Matrix.Cell cell, long seed) {
    ExperimentSpec spec = cell.spec(seed);
    Outcome calm = Outcome.of(new Simulation(seed, Fault.NONE).run(spec));
    Outcome cancelled =
        Outcome.of(
            new Simulation(
                    seed,
                    Fault.ALL,
                    Operator.restless(new Request.CancelExperiment(Samples.ID, AT)))
                .run(spec));
    Outcome failed =
        Outcome.of(
            new Simulation(seed, Fault.ALL, Operator.restless()).run(toleratingFewFailures(spec)));

    String run = "%s, seed %d".formatted(cell, seed);
    assertThat(calm.trials()).as(run).containsAllEntriesOf(cancelled.ownVerdicts());
    assertThat(calm.trials()).as(run).containsAllEntriesOf(failed.ownVerdicts());
    ExperimentStatus end = failed.end().orElseThrow().status();
    if (calm.failed() > FEW_FAILURES * Plan.of(spec, seed).budget()) {
      assertThat(end).as(run).isEqualTo(ExperimentStatus.FAILED);
      assertThat(failed.end().orElseThrow().reason().code()).as(run).isEqualTo("failed-share");
    } else {
      failed.mustBe(calm, run);
    }
  }

  private static ExperimentSpec toleratingFewFailures(ExperimentSpec spec) {
    ObjectNode document = spec.document().deepCopy();
    document.withObjectProperty("limits").put("failedShare", FEW_FAILURES);
    return ExperimentSpec.of(document);
  }
}

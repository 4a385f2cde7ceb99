package dev.convoy.scheduler.core;

import static dev.convoy.scheduler.Samples.AT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Request;
import dev.convoy.protocol.message.TrialStatus;
import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.protocol.spec.Extension;
import dev.convoy.scheduler.Samples;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients who pause, resume and extend in the course of whole runs; repeat one by its seed. */
class SimulatedWishesTest {
  private static final String PATIENCE = "[{\"patience\": {\"epochs\": 2, \"minDelta\": 0.01}}]";
  private static final String HYPERBAND = "[{\"hyperband\": {\"eta\": 2}}]";
  private static final String ASHA = "[{\"asha\": {\"eta\": 2, \"firstRung\": 1}}]";

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 10);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void pausesAloneChangeNoVerdict(long seed) {
    for (String stopping : List.of(PATIENCE, HYPERBAND)) {
      ExperimentSpec spec = new SimulatedWorld(seed).random(stopping);
      FactLog calm = new Simulation(seed, Fault.NONE).run(spec);
      FactLog paused = new Simulation(seed, Fault.NONE, Operator.restless()).run(spec);

      Outcome.of(paused).mustBe(Outcome.of(calm), "%s, seed %d".formatted(stopping, seed));
      assertThat(paused.of(Fact.TrialParked.class)).as("seed %d", seed).isNotEmpty();
      assertThat(paused.of(Fact.ExperimentResumed.class))
          .as("%s, seed %d", stopping, seed)
          .hasSameSizeAs(paused.of(Fact.ExperimentPaused.class));
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anExperimentExtendedInItsCourseIsAsIfItHadBeenSoFromTheStart(long seed) throws Exception {
    ExperimentSpec spec = new SimulatedWorld(seed).random(PATIENCE);
    Extension more = Samples.extension("{\"search\": {\"trials\": 24, \"parallel\": 6}}");
    Operator operator = Operator.restless(new Request.ExtendExperiment(Samples.ID, more, AT));
    FactLog extended = new Simulation(seed, Fault.ALL, operator).run(spec);
    Outcome whole = Outcome.of(new Simulation(seed, Fault.NONE).run(more.applyTo(spec)));

    assertThat(extended.of(Fact.ExperimentExtended.class)).as("seed %d", seed).hasSize(1);
    Outcome.of(extended).mustBe(whole, "seed " + seed);
    assertThat(whole.trials()).as("seed %d", seed).hasSize(24);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void moreEpochsLeaveEveryExperimentWithAnEnd(long seed) {
    for (String stopping : List.of("[]", ASHA)) {
      FactLog log = withTwiceTheEpochs(stopping, seed);

      assertThat(log.of(Fact.ExperimentEnded.class)).as("%s, seed %d", stopping, seed).hasSize(1);
      assertThat(log.of(Fact.TrialEnded.class))
          .as("%s, seed %d", stopping, seed)
          .hasSize(SimulatedWorld.TRIALS);
      assertThat(log.of(Fact.EpochRecorded.class))
          .as("%s, seed %d", stopping, seed)
          .anyMatch(epoch -> epoch.epoch() > SimulatedWorld.EPOCHS);
      assertThat(completedOnceExtended(log))
          .as("%s, seed %d", stopping, seed)
          .allMatch("all 12 epochs are done"::equals);
      if (stopping.equals("[]")) {
        assertThat(completedOnceExtended(log)).as("seed %d", seed).isNotEmpty();
      }
    }
  }

  private static FactLog withTwiceTheEpochs(String stopping, long seed) {
    Extension more = Samples.extension("{\"training\": {\"epochs\": 12}}");
    Operator operator = Operator.restless(new Request.ExtendExperiment(Samples.ID, more, AT));
    return new Simulation(seed, Fault.ALL, operator).run(new SimulatedWorld(seed).random(stopping));
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
}

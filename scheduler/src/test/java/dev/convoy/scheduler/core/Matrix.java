package dev.convoy.scheduler.core;

import static dev.convoy.scheduler.core.SimulatedWorld.ENDLESS;

import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.protocol.spec.SearchSpec;
import dev.convoy.protocol.spec.StoppingSpec;
import dev.convoy.scheduler.Samples;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Every search method with every stopping rule; {@link MatrixTest} sees that none is missing. */
final class Matrix {
  /** Twelve combinations, fewer than there are trials. */
  private static final String COUNTABLE =
      """
      "batchSize": {"ordinal": [32, 64]},
      "optimizer": {"learningRate": {"choice": [0.001, 0.003, 0.01, 0.03, 0.1, 0.3]}}
      """;

  private static final String CONDITIONAL =
      """
      "batchSize": {"choice": [32, 64]},
      "optimizer": {"choice": [
        {"type": "sgd", "momentum": {"uniform": [0.5, 0.9]}},
        {"type": "adam", "learningRate": {"logUniform": [0.001, 0.1]}}]}
      """;

  private static final String TPE = "\"method\": \"tpe\", \"startupTrials\": 4";
  private static final String COARSE =
      "\"method\": \"coarse-to-fine\", \"coarseTrials\": 5, \"coarseEpochs\": 2";

  static final List<Search> SEARCHES =
      List.of(
          new Search("random", ENDLESS, "\"method\": \"random\""),
          new Search("random, countable", COUNTABLE, "\"method\": \"random\""),
          new Search(
              "latin-hypercube",
              CONDITIONAL,
              "\"method\": \"random\", \"sampling\": \"latin-hypercube\""),
          new Search("grid", COUNTABLE, "\"method\": \"grid\""),
          new Search("tpe", ENDLESS, TPE),
          new Search("tpe, countable", COUNTABLE, TPE),
          new Search("coarse-to-fine", CONDITIONAL, COARSE),
          new Search("coarse-to-fine, countable", COUNTABLE, COARSE),
          new Search(
              "recipe",
              "\"batchSize\": {\"choice\": [32, 64]}",
              "\"method\": \"recipe\", \"coarseTrials\": 5, \"coarseEpochs\": 2"),
          new Search("pbt", ENDLESS, "\"method\": \"pbt\", \"interval\": 2"));

  private static final String PATIENCE = "{\"patience\": {\"epochs\": 2, \"minDelta\": 0.01}}";
  private static final String THRESHOLD = "{\"threshold\": {\"value\": LOW, \"epoch\": 2}}";
  private static final String MEDIAN = "{\"median\": {\"startupTrials\": 3, \"warmupEpochs\": 1}}";
  private static final String ASHA = "{\"asha\": {\"eta\": 2, \"firstRung\": 1}}";
  private static final String HYPERBAND = "{\"hyperband\": {\"eta\": 2}}";

  static final List<Rules> RULES =
      List.of(
          Rules.of("no rule"),
          Rules.of("patience", PATIENCE),
          Rules.of("threshold", THRESHOLD, "{\"threshold\": {\"value\": HIGH, \"epoch\": 4}}"),
          Rules.of("grace", "{\"grace\": {\"epochs\": 4, \"of\": %s}}".formatted(PATIENCE)),
          Rules.of("all-of", "{\"all-of\": {\"rules\": [%s, %s]}}".formatted(PATIENCE, THRESHOLD)),
          Rules.of("any-of", "{\"any-of\": {\"rules\": [%s, %s]}}".formatted(PATIENCE, THRESHOLD)),
          new Rules("rules within rules", RandomRules::byTheirOwnCurve),
          Rules.of("hyperband", HYPERBAND),
          Rules.of("hyperband and patience", HYPERBAND, PATIENCE),
          Rules.of("median", MEDIAN),
          Rules.of(
              "percentile",
              "{\"percentile\": {\"keep\": 0.3, \"startupTrials\": 3, \"warmupEpochs\": 0}}"),
          Rules.of("asha-stopping", "{\"asha-stopping\": {\"eta\": 2, \"firstRung\": 1}}"),
          Rules.of("asha", ASHA),
          Rules.of("asha, median and patience", ASHA, MEDIAN, PATIENCE),
          Rules.of("hyperband and median", HYPERBAND, MEDIAN),
          new Rules("others' rules within rules", RandomRules::byOthersToo));

  /**
   * A search method and a space for it.
   *
   * @param training fields of that section
   * @param search fields of that section
   */
  record Search(String name, String training, String search) {}

  /**
   * Stopping rules.
   *
   * @param bySeed the list, for a seed
   */
  record Rules(String name, LongFunction<String> bySeed) {
    static Rules of(String name, String... rules) {
      String list = "[" + String.join(", ", rules) + "]";
      return new Rules(name, seed -> list);
    }
  }

  /** A search with rules. */
  record Cell(Search search, Rules rules) {
    /** The document, for a seed. */
    String document(long seed) {
      return new SimulatedWorld(seed)
          .document(search.training(), search.search(), rules.bySeed().apply(seed), "");
    }

    ExperimentSpec spec(long seed) {
      return Samples.spec(document(seed));
    }

    /** Rungs, and a search that divides trials into legs itself, exclude each other. */
    boolean excludesItself() {
      ExperimentSpec spec = spec(1);
      boolean hasRungs = spec.stopping().stream().anyMatch(StoppingSpec.Halving.class::isInstance);
      return hasRungs
          && switch (spec.search().method()) {
            case SearchSpec.CoarseToFine rounds -> true;
            case SearchSpec.Recipe recipe -> true;
            case SearchSpec.Pbt population -> true;
            case SearchSpec.Random random -> false;
            case SearchSpec.Grid grid -> false;
            case SearchSpec.Tpe tpe -> false;
          };
    }

    @Override
    public String toString() {
      return search.name() + " with " + rules.name();
    }
  }

  private Matrix() {}

  static Stream<Cell> cells() {
    return SEARCHES.stream()
        .flatMap(search -> RULES.stream().map(rules -> new Cell(search, rules)));
  }

  /**
   * So many seeds for every cell that can be, no seed for two; those to which the order is that.
   */
  static Stream<Arguments> seeded(Arrival arrival, int seeds) {
    List<Cell> cells = cells().filter(cell -> !cell.excludesItself()).toList();
    return LongStream.range(0, (long) seeds * cells.size())
        .mapToObj(i -> new Seeded(cells.get((int) (i % cells.size())), i + 1))
        .filter(one -> Arrival.of(one.cell().spec(one.seed())) == arrival)
        .map(one -> Arguments.of(one.cell(), one.seed()));
  }

  private record Seeded(Cell cell, long seed) {}
}

package dev.convoy.scheduler.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.convoy.protocol.message.EpochMetrics;
import dev.convoy.protocol.message.Heir;
import dev.convoy.protocol.message.SnapshotRef;
import dev.convoy.protocol.spec.Distribution;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.Objective;
import dev.convoy.protocol.spec.ParameterValue;
import dev.convoy.protocol.spec.SearchSpace;
import dev.convoy.protocol.spec.SearchSpec;
import dev.convoy.scheduler.history.RecordedHistory;
import dev.convoy.scheduler.history.Rungs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** I6: population based training, by hand-computed tables. */
class PopulationSearchTest extends SearchMethodContract {
  private static final int EPOCH = 2;
  private static final SearchSpace RATE =
      new SearchSpace(Map.of("rate", new Distribution.LogUniform(1e-4, 1)));

  @Override
  SearchMethod method(SearchSpace space) {
    return new PopulationSearch(space, 7, new SearchSpec.Pbt(EPOCH, 0.25, 0.25), 16);
  }

  @Test
  @DisplayName("I6: the worst quarter copies the best quarter and multiplies by 0.8 or 1.2")
  void theWorstQuarterCopiesTheBest() {
    List<Heir> heirs = heirs(0.5, 0.9, 0.1, 0.6, 0.7, 0.8, 0.2, 0.4);

    assertThat(heirs).extracting(Heir::trial).containsExactly(6, 2);
    assertThat(heirs)
        .allSatisfy(
            heir -> {
              assertThat(heir.source()).isIn(1, 5);
              assertThat(heir.from()).isEqualTo(snapshot(heir.source()));
              double factor = rate(heir.hyperparameters()) / (0.01 * (heir.source() + 1));
              assertThat(Math.abs(factor - 1)).isCloseTo(0.2, within(1e-12));
            });
  }

  @Test
  void ofEqualScoresTheFirstCreatedIsBetter() {
    List<Heir> heirs = heirs(0.5, 0.5, 0.9, 0.5);

    assertThat(heirs).extracting(Heir::trial).containsExactly(3);
    assertThat(heirs).extracting(Heir::source).containsExactly(2);
  }

  @Test
  void nobodyCopiesWhoIsNoBetter() {
    assertThat(heirs(0.5, 0.5, 0.5, 0.5)).isEmpty();
  }

  @Test
  void aScoreThatIsNotFiniteIsTheWorstAndNeverCopied() {
    assertThat(heirs(Double.NaN, 0.5, 0.6, 0.4)).extracting(Heir::trial).containsExactly(0);
    assertThat(heirs(Double.NaN, Double.NaN, Double.NaN, Double.NaN)).isEmpty();
  }

  @Test
  void theQuantileIsOfThoseThatCame() {
    assertThat(heirs(0.1, 0.2, 0.3)).isEmpty();
    assertThat(heirs(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7)).hasSize(1);
  }

  @Test
  void exploringStaysInRangeAndMovesWholeNumbersStepsAndOptions() {
    Map<String, Distribution> parameters = new LinkedHashMap<>();
    parameters.put("momentum", new Distribution.ReverseLogUniform(0.5, 0.99));
    parameters.put("decay", new Distribution.Uniform(0.1, 0.11));
    parameters.put("size", new Distribution.IntegerRange(1, 3));
    parameters.put("step", new Distribution.Quantized(new Distribution.Uniform(0, 1), 0.25, 0, 1));
    parameters.put(
        "batch",
        new Distribution.Ordinal(
            List.of(ParameterValue.of(16), ParameterValue.of(32), ParameterValue.of(64))));
    parameters.put(
        "word", new Distribution.Choice(List.of(ParameterValue.of("a"), ParameterValue.of("b"))));
    Hyperparameters source =
        new Hyperparameters(
            Map.of(
                "momentum", ParameterValue.of(0.9),
                "decay", ParameterValue.of(0.1),
                "size", ParameterValue.of(2),
                "step", ParameterValue.of(0.5),
                "batch", ParameterValue.of(32),
                "word", ParameterValue.of("b")));

    for (int seed = 0; seed < 50; seed++) {
      Hyperparameters near =
          Perturbation.of(new SearchSpace(parameters), source, 0, new SplittableRandom(seed));

      assertThat(Math.abs(0.9 - number(near, "momentum"))).isCloseTo(0.02, within(1e-12));
      assertThat(number(near, "decay")).isIn(0.1, 0.11);
      assertThat(number(near, "size")).isIn(1.0, 3.0);
      assertThat(number(near, "step")).isIn(0.25, 0.75);
      assertThat(number(near, "batch")).isIn(16.0, 64.0);
      assertThat(near.values().get("word")).isEqualTo(ParameterValue.of("b"));
    }
  }

  @Test
  void resamplingDrawsFromTheWholeRange() {
    Hyperparameters source = new Hyperparameters(Map.of("rate", ParameterValue.of(0.01)));

    long far =
        new SplittableRandom(1)
            .longs(200)
            .filter(
                seed -> {
                  double rate = rate(Perturbation.of(RATE, source, 1, new SplittableRandom(seed)));
                  return rate < 1e-3 || rate > 0.1;
                })
            .count();

    assertThat(far).isBetween(70L, 130L); // half of the four decades
  }

  @Test
  void theSameHistoryGivesTheSameHeirs() {
    assertThat(heirs(0.5, 0.9, 0.1, 0.6)).isEqualTo(heirs(0.5, 0.9, 0.1, 0.6));
  }

  /** The heirs among members with these scores after the second epoch, and rates 0.01, 0.02... */
  private static List<Heir> heirs(double... scores) {
    RecordedHistory history = new RecordedHistory(Objective.DEFAULT);
    for (int trial = 0; trial < scores.length; trial++) {
      history.created(new Hyperparameters(Map.of("rate", ParameterValue.of(0.01 * (trial + 1)))));
      for (int epoch = 1; epoch <= EPOCH; epoch++) {
        history.recorded(trial, epoch, metrics(scores[trial]), Optional.of(snapshot(trial)));
      }
      history.arrived(new Rungs.Place(0, EPOCH), trial);
    }
    return new PopulationSearch(RATE, 7, new SearchSpec.Pbt(EPOCH, 0.25, 0), scores.length)
        .heirs(history, EPOCH);
  }

  private static EpochMetrics metrics(double accuracy) {
    return new EpochMetrics(0, 0, 0, accuracy, 0.1, 1, 1);
  }

  private static SnapshotRef snapshot(int trial) {
    return new SnapshotRef("e/" + trial, "00", EPOCH);
  }

  private static double rate(Hyperparameters draw) {
    return number(draw, "rate");
  }
}

package dev.convoy.scheduler.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.spec.Distribution;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.Objective;
import dev.convoy.protocol.spec.ParameterValue;
import dev.convoy.protocol.spec.SearchSpace;
import dev.convoy.scheduler.history.RecordedHistory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every search method promises. */
abstract class SearchMethodContract {

  abstract SearchMethod method(SearchSpace space);

  @Test
  void usesADiscreteSpaceUpWithoutRepeatingItself() {
    SearchMethod method = method(discrete());

    List<Hyperparameters> draws = draws(method, 100);

    assertThat(draws).hasSize(12).doesNotHaveDuplicates();
    assertThat(method.capacity()).isEqualTo(12);
  }

  @Test
  void theSameHistoryGivesTheSameDraw() {
    List<Hyperparameters> once = draws(method(mixed()), 20);
    List<Hyperparameters> again = draws(method(mixed()), 20);

    assertThat(again).isEqualTo(once);
  }

  @Test
  void everyDrawHasAValueOfItsRangeForEveryPath() {
    for (Hyperparameters draw : draws(method(mixed()), 50)) {
      assertThat(draw.values().keySet()).containsExactly("rate", "dropout", "depth", "norm");
      assertThat(number(draw, "rate")).isBetween(1e-4, 1e-1);
      assertThat(number(draw, "dropout")).isBetween(0.0, 0.5);
      assertThat(number(draw, "depth")).isBetween(2.0, 5.0);
      assertThat(draw.values().get("norm"))
          .isIn(ParameterValue.of("batch"), ParameterValue.of("group"));
    }
  }

  @Test
  void drawsWithinAnOptionOnlyIfItIsDrawn() {
    SearchMethod method = method(conditional());

    List<Hyperparameters> draws = draws(method, 100);

    assertThat(draws).hasSize(7).doesNotHaveDuplicates();
    assertThat(method.capacity()).isEqualTo(7);
    for (Hyperparameters draw : draws) {
      boolean sgd = draw.values().containsValue(ParameterValue.of("sgd"));
      assertThat(draw.values().containsKey("optimizer.momentum")).isEqualTo(sgd);
    }
  }

  /** Two rates for adam, and five momenta for sgd. */
  static SearchSpace conditional() {
    return new SearchSpace(
        Map.of(
            "optimizer",
            new Distribution.Choice(
                List.of(ParameterValue.of("sgd"), ParameterValue.of("adam")),
                List.of(
                    new SearchSpace(
                        Map.of(
                            "optimizer.momentum",
                            new Distribution.Quantized(
                                new Distribution.Uniform(0.5, 0.9), 0.1, 0.5, 0.9))),
                    new SearchSpace(
                        Map.of("optimizer.rate", new Distribution.IntegerRange(1, 2)))))));
  }

  static SearchSpace discrete() {
    Map<String, Distribution> parameters = new LinkedHashMap<>();
    parameters.put("depth", new Distribution.IntegerRange(1, 4));
    parameters.put(
        "width",
        new Distribution.Choice(
            List.of(ParameterValue.of(16), ParameterValue.of(32), ParameterValue.of("auto"))));
    return new SearchSpace(parameters);
  }

  static SearchSpace mixed() {
    Map<String, Distribution> parameters = new LinkedHashMap<>();
    parameters.put("rate", new Distribution.LogUniform(1e-4, 1e-1));
    parameters.put("dropout", new Distribution.Uniform(0, 0.5));
    parameters.put("depth", new Distribution.IntegerRange(2, 5));
    parameters.put(
        "norm",
        new Distribution.Choice(List.of(ParameterValue.of("batch"), ParameterValue.of("group"))));
    return new SearchSpace(parameters);
  }

  static List<Hyperparameters> draws(SearchMethod method, int atMost) {
    RecordedHistory history = new RecordedHistory(Objective.DEFAULT);
    List<Hyperparameters> draws = new ArrayList<>();
    for (int i = 0; i < atMost; i++) {
      Optional<Hyperparameters> draw = method.next(history);
      if (draw.isEmpty()) {
        break;
      }
      history.created(draw.get());
      draws.add(draw.get());
    }
    return draws;
  }

  static double number(Hyperparameters draw, String path) {
    ParameterValue value = draw.values().getOrDefault(path, ParameterValue.of("missing"));
    return value.number().orElse(Double.NaN);
  }
}

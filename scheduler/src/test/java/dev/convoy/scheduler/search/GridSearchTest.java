package dev.convoy.scheduler.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.convoy.protocol.spec.Distribution;
import dev.convoy.protocol.spec.ParameterValue;
import dev.convoy.protocol.spec.SearchSpace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** I1: grid search. */
class GridSearchTest extends SearchMethodContract {

  @Override
  SearchMethod method(SearchSpace space) {
    return new GridSearch(space);
  }

  @Test
  void theLastParameterIsTheFastest() {
    assertThat(draws(method(discrete()), 5))
        .extracting(draw -> draw.values().values().toString())
        .containsExactly("[1, 16]", "[1, 32]", "[1, auto]", "[2, 16]", "[2, 32]");
  }

  @Test
  void aContinuousRangeStandsForTheMiddlesOfFiveEqualParts() {
    SearchSpace space = new SearchSpace(Map.of("x", new Distribution.Uniform(0, 1)));

    assertThat(draws(method(space), 10))
        .extracting(draw -> number(draw, "x"))
        .containsExactly(0.1, 0.3, 0.5, 0.7, 0.9);
  }

  @Test
  void aLogUniformRangeIsDividedInItsLogarithm() {
    SearchSpace space = new SearchSpace(Map.of("x", new Distribution.LogUniform(1e-5, 1)));

    assertThat(number(draws(method(space), 10).get(2), "x"))
        .isCloseTo(StrictMath.pow(10, -2.5), within(1e-12));
  }

  @Test
  void equalOptionsCountOnce() {
    SearchSpace space =
        new SearchSpace(
            Map.of(
                "x",
                new Distribution.Choice(
                    List.of(ParameterValue.of(1), ParameterValue.of(2), ParameterValue.of(1)))));

    assertThat(method(space).capacity()).isEqualTo(2);
  }

  @Test
  void aDocumentWithoutDistributionsIsOneCombination() {
    assertThat(draws(method(new SearchSpace(Map.of())), 10)).hasSize(1);
  }

  @Test
  void aGridTooLargeToCountIsStillWalked() {
    Distribution huge = new Distribution.IntegerRange(0, Long.MAX_VALUE / 2);
    SearchMethod method = method(new SearchSpace(Map.of("a", huge, "b", huge)));

    assertThat(method.capacity()).isEqualTo(Long.MAX_VALUE);
    assertThat(draws(method, 3)).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void anEmptyRangeIsRefusedByName() {
    SearchSpace space = new SearchSpace(Map.of("x.y", new Distribution.IntegerRange(3, 2)));

    assertThatThrownBy(() -> method(space)).hasMessageContaining("x.y");
  }
}

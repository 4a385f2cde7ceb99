package dev.convoy.scheduler.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.spec.Distribution;
import dev.convoy.protocol.spec.SearchSpace;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatinHypercubeTest extends SearchMethodContract {

  @Override
  SearchMethod method(SearchSpace space) {
    return RandomSearch.even(space, 7, 50);
  }

  @Test
  void everyPartOfEveryRangeIsDrawnOnce() {
    SearchSpace space =
        new SearchSpace(
            Map.of(
                "x", new Distribution.Uniform(0, 50), "y", new Distribution.LogUniform(1e-4, 1)));

    List<Integer> parts =
        draws(method(space), 50).stream().map(draw -> (int) number(draw, "x")).toList();

    assertThat(parts).containsExactlyInAnyOrderElementsOf(IntStream.range(0, 50).boxed().toList());
    assertThat(parts).isNotEqualTo(IntStream.range(0, 50).boxed().toList());
    assertThat(
            draws(method(space), 50).stream()
                .map(draw -> (int) Math.floor(50 * (Math.log10(number(draw, "y")) + 4) / 4)))
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 50).boxed().toList());
  }

  @Test
  void beyondItsTrialsDrawsAreIndependent() {
    assertThat(draws(method(mixed()), 60)).hasSize(60).doesNotHaveDuplicates();
  }
}

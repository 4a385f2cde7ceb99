package dev.convoy.scheduler.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.spec.Distribution;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.SearchSpace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RandomSearchTest extends SearchMethodContract {

  @Override
  SearchMethod method(SearchSpace space) {
    return RandomSearch.independent(space, 7);
  }

  @Test
  void anotherSeedGivesOtherDraws() {
    assertThat(draws(RandomSearch.independent(mixed(), 8), 5))
        .doesNotContainAnyElementsOf(draws(method(mixed()), 5));
  }

  @Test
  void aLogUniformRangeGivesEachDecadeItsShare() {
    SearchSpace space = new SearchSpace(Map.of("x", new Distribution.LogUniform(1e-4, 1)));

    List<Hyperparameters> draws = draws(method(space), 4_000);

    for (double decade : new double[] {1e-4, 1e-3, 1e-2, 1e-1}) {
      assertThat(draws.stream().filter(draw -> within(decade, number(draw, "x"))).count())
          .isBetween(880L, 1120L);
    }
  }

  @Test
  void aLargeDiscreteSpaceIsUsedUpExactly() {
    SearchSpace space = new SearchSpace(Map.of("x", new Distribution.IntegerRange(1, 5_000)));

    assertThat(draws(method(space), 6_000)).hasSize(5_000).doesNotHaveDuplicates();
  }

  @Test
  void withoutDistributionsTrialsDifferByTheirSeedAlone() {
    assertThat(draws(method(new SearchSpace(Map.of())), 5))
        .hasSize(5)
        .containsOnly(new Hyperparameters(Map.of()));
    assertThat(Seeds.ofTrial(7, 0)).isNotEqualTo(Seeds.ofTrial(7, 1)).isBetween(0L, 1L << 53);
  }

  private static boolean within(double decade, double value) {
    return value >= decade && value < 10 * decade;
  }
}

package dev.convoy.scheduler.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LeadersTest {

  @Test
  void theBestComeFirstAndOfEqualsTheFirstCreated() {
    Leaders leaders = new Leaders();
    leaders.reached(3, 0.5);
    leaders.reached(1, 0.9);
    leaders.reached(0, 0.5);

    assertThat(leaders.bestFirst()).containsExactly(1, 0, 3);
  }

  @Test
  void onlySoManyAreKept() {
    Leaders leaders = new Leaders();
    IntStream.range(0, 1_000).forEach(trial -> leaders.reached(trial, trial % 100));

    assertThat(leaders.bestFirst())
        .hasSize(Leaders.MOST)
        .startsWith(99, 199, 299)
        .allMatch(trial -> trial % 100 > 96);
  }
}

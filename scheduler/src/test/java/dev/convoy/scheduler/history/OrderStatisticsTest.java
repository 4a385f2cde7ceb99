package dev.convoy.scheduler.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderStatisticsTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void agreesWithASortedList(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    OrderStatistics statistics = new OrderStatistics();
    List<Double> sorted = new ArrayList<>();

    for (int i = 0; i < 500; i++) {
      double value = random.nextInt(9) == 0 ? Double.NEGATIVE_INFINITY : random.nextInt(100) / 8.0;
      statistics.insert(value);
      sorted.add(value);
      Collections.sort(sorted);

      int rank = random.nextInt(sorted.size());
      assertThat(statistics.select(rank)).as("seed %d", seed).isEqualTo(sorted.get(rank));
      assertThat(statistics.rank(value)).as("seed %d", seed).isEqualTo(sorted.indexOf(value));
      if (i > 0) {
        assertThat(statistics.quantileWithout(value, 0.5))
            .as("seed %d", seed)
            .isEqualTo(medianWithout(value, sorted));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {100_000})
  void sortedInsertionsStayShallow(int count) {
    OrderStatistics statistics = new OrderStatistics();

    for (int i = 0; i < count; i++) {
      statistics.insert(i);
    }

    assertThat(statistics.select(count - 1)).isEqualTo(count - 1.0);
    assertThat(statistics.depth()).isLessThan(64);
  }

  private static double medianWithout(double member, List<Double> sorted) {
    List<Double> others = new ArrayList<>(sorted);
    others.remove(member);
    int size = others.size();
    return (others.get((size - 1) / 2) + others.get(size / 2)) / 2;
  }
}

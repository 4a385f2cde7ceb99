package dev.convoy.scheduler.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.convoy.protocol.message.EpochMetrics;
import dev.convoy.protocol.message.ParameterReview;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.Objective;
import dev.convoy.protocol.spec.ParameterValue;
import dev.convoy.scheduler.history.RecordedHistory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ImportanceTest {
  private final RecordedHistory history = new RecordedHistory(Objective.DEFAULT);

  @Test
  @DisplayName("I2: random search tries a value of its own in every trial, a grid only a few")
  void countsDistinctValuesBesideThoseOfAGrid() {
    SplittableRandom random = new SplittableRandom(1);
    for (int trial = 0; trial < 400; trial++) {
      double matters = random.nextDouble();
      double not = random.nextDouble();
      add(
          trial,
          Map.of("matters", ParameterValue.of(matters), "not", ParameterValue.of(not)),
          Math.abs(matters - 0.5) + 0.01 * random.nextDouble());
    }

    List<ParameterReview> reviews = Importance.of(history);

    assertThat(reviews).extracting(ParameterReview::path).containsExactly("matters", "not");
    assertThat(reviews.getFirst().importance()).isGreaterThan(0.9);
    assertThat(reviews.getLast().importance()).isLessThan(0.05);
    assertThat(reviews.getFirst().distinct()).isEqualTo(400);
    assertThat(reviews.getFirst().gridDistinct()).isEqualTo(20);
  }

  /** The sum of two equal independent effects: half of the variance is each one's. */
  @Test
  void sharesTheVarianceBetweenTwoEffects() {
    for (int trial = 0; trial < 400; trial++) {
      int a = trial % 20;
      int b = trial / 20;
      add(trial, Map.of("a", ParameterValue.of(a), "b", ParameterValue.of(b)), (a + b) / 40.0);
    }

    assertThat(Importance.of(history))
        .allSatisfy(review -> assertThat(review.importance()).isCloseTo(0.5, within(0.02)));
  }

  @Test
  void aWordIsAClassOfItsOwn() {
    for (int trial = 0; trial < 30; trial++) {
      String kind = List.of("a", "b", "c").get(trial % 3);
      add(trial, Map.of("kind", ParameterValue.of(kind)), trial % 3 == 1 ? 0.9 : 0.1);
    }

    assertThat(Importance.of(history)).containsExactly(new ParameterReview("kind", 30, 1, 3, 30));
  }

  @Test
  void whatCameToNothingDoesNotCount() {
    add(0, Map.of("a", ParameterValue.of(1)), Double.NaN);

    assertThat(Importance.of(history)).isEmpty();
  }

  private void add(int trial, Map<String, ParameterValue> draw, double accuracy) {
    history.created(new Hyperparameters(draw));
    history.recorded(trial, 1, new EpochMetrics(0, 0, 0, accuracy, 0.1, 1, 1), Optional.empty());
  }
}

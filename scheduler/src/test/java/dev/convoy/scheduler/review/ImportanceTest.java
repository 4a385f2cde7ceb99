package dev.convoy.scheduler.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.convoy.protocol.message.EpochMetrics;
import dev.convoy.protocol.message.ParameterReview;
import dev.convoy.protocol.spec.Distribution;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.Objective;
import dev.convoy.protocol.spec.ParameterValue;
import dev.convoy.protocol.spec.SearchSpace;
import dev.convoy.scheduler.history.RecordedHistory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ImportanceTest {
  private final RecordedHistory history = new RecordedHistory(Objective.DEFAULT);
  private SearchSpace space = SearchSpace.EMPTY;

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

    List<ParameterReview> reviews = Importance.of(space, history);

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

    assertThat(Importance.of(space, history))
        .allSatisfy(review -> assertThat(review.importance()).isCloseTo(0.5, within(0.02)));
  }

  @Test
  void aWordIsAClassOfItsOwn() {
    for (int trial = 0; trial < 30; trial++) {
      String kind = List.of("a", "b", "c").get(trial % 3);
      add(trial, Map.of("kind", ParameterValue.of(kind)), trial % 3 == 1 ? 0.9 : 0.1);
    }

    space = new SearchSpace(Map.of("kind", choice("a", "b", "c")));

    assertThat(Importance.of(space, history))
        .containsExactly(new ParameterReview("kind", 30, 1, 3, 3));
  }

  @Test
  @DisplayName(
      "I2: a grid has no more values of a parameter than there are, and more of the others")
  void aGridHasNoMoreValuesThanThereAre() {
    space =
        new SearchSpace(
            Map.of("kind", choice("a", "b"), "rate", new Distribution.LogUniform(1e-4, 1)));
    SplittableRandom random = new SplittableRandom(1);
    for (int trial = 0; trial < 50; trial++) {
      add(
          trial,
          Map.of(
              "kind",
              ParameterValue.of(random.nextBoolean() ? "a" : "b"),
              "rate",
              ParameterValue.of(random.nextDouble())),
          random.nextDouble());
    }

    assertThat(Importance.of(space, history))
        .extracting(ParameterReview::path, ParameterReview::distinct, ParameterReview::gridDistinct)
        .containsExactlyInAnyOrder(tuple("kind", 2, 2), tuple("rate", 50, 25));
  }

  /** Half are short; of the whole ones, all of one kind, everybody comes farther. */
  @Test
  void likeIsComparedWithLike() {
    for (int trial = 0; trial < 20; trial++) {
      boolean whole = trial >= 10;
      double first = 0.1 * (trial % 5);
      add(trial, Map.of("kind", ParameterValue.of(whole ? "b" : "a")), first);
      if (whole) {
        history.recorded(trial, 2, new EpochMetrics(0, 0, 0, 0.9, 0.1, 1, 1), Optional.empty());
      }
    }

    assertThat(Importance.of(space, history))
        .singleElement()
        .satisfies(
            review -> {
              assertThat(review.importance()).isZero();
              assertThat(review.trials()).isEqualTo(20);
            });
  }

  private static Distribution choice(String... options) {
    return new Distribution.Choice(Stream.of(options).map(ParameterValue::of).toList());
  }

  @Test
  void whatCameToNothingDoesNotCount() {
    add(0, Map.of("a", ParameterValue.of(1)), Double.NaN);

    assertThat(Importance.of(space, history)).isEmpty();
  }

  private void add(int trial, Map<String, ParameterValue> draw, double accuracy) {
    history.created(new Hyperparameters(draw));
    history.recorded(trial, 1, new EpochMetrics(0, 0, 0, accuracy, 0.1, 1, 1), Optional.empty());
  }
}

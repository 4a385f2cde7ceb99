package dev.convoy.scheduler.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.message.NarrowedRange;
import dev.convoy.protocol.message.NarrowedRange.Best;
import dev.convoy.protocol.spec.Bounds;
import dev.convoy.protocol.spec.Distribution;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.ParameterValue;
import dev.convoy.protocol.spec.SearchSpace;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** I3: what is left of a range around its best value. */
class NarrowerTest {
  private static final String RATE = "training.optimizer.learningRate";
  private static final String BATCH = "training.batchSize";
  private static final String DECAY = "training.optimizer.weightDecay";
  private static final String WARM_UP = "training.schedule.warmupEpochs";

  @Test
  @DisplayName("I3: steps of a logarithmic range are narrowed in the logarithm, around the best")
  void narrowsStepsInTheLogarithm() {
    Distribution steps =
        new Distribution.Quantized(new Distribution.LogInteger(16, 256), 16, 16, 256);

    assertThat(around(BATCH, steps, ParameterValue.of(128)))
        .isEqualTo(
            new NarrowedRange(BATCH, ParameterValue.of(96), ParameterValue.of(176), Best.INSIDE));
  }

  @Test
  void aStepInTheMiddleOfALogarithmicRangeIsNotAtItsEnd() {
    Distribution steps =
        new Distribution.Quantized(new Distribution.LogUniform(1e-5, 1e-2), 1e-5, 1e-5, 1e-2);

    assertThat(around(RATE, steps, ParameterValue.of(1e-3)).best()).isEqualTo(Best.INSIDE);
  }

  @Test
  void aLogarithmicRangeIsNeverWidenedToZero() {
    Distribution steps =
        new Distribution.Quantized(new Distribution.LogUniform(1e-4, 1e-2), 1e-4, 1e-4, 1e-2);
    Distribution whole = new Distribution.LogInteger(1, 200);

    assertThat(around(DECAY, steps, ParameterValue.of(1e-4)))
        .extracting(range -> range.low().number().orElseThrow(), NarrowedRange::best)
        .containsExactly(1e-4, Best.AT_THE_LOW_END);
    assertThat(around(WARM_UP, whole, ParameterValue.of(1)).low()).isEqualTo(ParameterValue.of(1));
  }

  @Test
  @DisplayName(
      "I3: the first or last of few values lies at an edge, and the range is widened there")
  void theFirstOrLastOfFewValuesWidensTheRange() {
    Distribution few = new Distribution.IntegerRange(2, 5);
    Distribution steps =
        new Distribution.Quantized(new Distribution.Uniform(0.1, 0.3), 0.1, 0.1, 0.3);

    assertThat(around(WARM_UP, few, ParameterValue.of(2)))
        .isEqualTo(range(WARM_UP, 1, 3, Best.AT_THE_LOW_END));
    assertThat(around(WARM_UP, few, ParameterValue.of(5)))
        .isEqualTo(range(WARM_UP, 5, 6, Best.AT_THE_HIGH_END));
    assertThat(around(WARM_UP, few, ParameterValue.of(3)).best()).isEqualTo(Best.INSIDE);
    assertThat(around(DECAY, steps, ParameterValue.of(0.3)))
        .extracting(range -> range.high().number().orElseThrow(), NarrowedRange::best)
        .containsExactly(0.4, Best.AT_THE_HIGH_END);
  }

  @Test
  void aRangeIsWidenedByOneWhereTheFieldAllowsNoMore() {
    Distribution many = new Distribution.IntegerRange(1, 400);

    assertThat(around(WARM_UP, many, ParameterValue.of(1)).low()).isEqualTo(ParameterValue.of(0));
  }

  private static NarrowedRange range(String path, long low, long high, Best best) {
    return new NarrowedRange(path, ParameterValue.of(low), ParameterValue.of(high), best);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void keepsTheBestValueOfAnyRangeAndMakesOneThatCanBeDrawnFrom(long seed) {
    RandomRanges ranges = new RandomRanges(seed);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 500; i++) {
      Distribution former = ranges.next();
      ParameterValue best = Scale.value(former, nearEnds(random));
      String path = Scale.isWhole(former) ? WARM_UP : List.of(RATE, DECAY).get(random.nextInt(2));
      String what = "seed %d: %s, best %s".formatted(seed, former, best);

      assertThat(Scale.place(former, best)).as(what).isBetween(-1e-9, 1 + 1e-9);
      NarrowedRange range = around(path, former, best);
      assertHolds(former, range, best, what);
      assertWidensAtTheEdge(path, former, range, best, what);
      Distribution fine = fine(path, former, range);
      assertThat(new Combinations(new SearchSpace(Map.of(path, fine))).size())
          .as(what)
          .isPositive();
      assertDrawsWithin(path, former, fine, range, random, what);
    }
  }

  /** A place, often the very first or last. */
  private static double nearEnds(SplittableRandom random) {
    return Math.clamp(random.nextDouble(-0.3, 1.3), 0, Math.nextDown(1.0));
  }

  private static void assertHolds(
      Distribution former, NarrowedRange range, ParameterValue best, String what) {
    if (former instanceof Distribution.Ordinal(List<ParameterValue> options)) {
      assertThat(options.indexOf(best))
          .as(what)
          .isBetween(options.indexOf(range.low()), options.indexOf(range.high()));
    } else {
      assertThat(number(best)).as(what).isBetween(number(range.low()), number(range.high()));
    }
  }

  private static void assertWidensAtTheEdge(
      String path, Distribution former, NarrowedRange range, ParameterValue best, String what) {
    boolean first = best.equals(Scale.value(former, 0));
    boolean last = best.equals(Scale.value(former, 1));
    if (first != last) {
      assertThat(range.best())
          .as(what)
          .isEqualTo(first ? Best.AT_THE_LOW_END : Best.AT_THE_HIGH_END);
    }
    if (former instanceof Distribution.IntegerRange(long low, long high)) {
      boolean more = high < Bounds.of(path).high();
      assertThat(number(range.high()) > high).as(what).isEqualTo(atHigh(range) && more);
      assertThat(number(range.low()) < low)
          .as(what)
          .isEqualTo(range.best() == Best.AT_THE_LOW_END && low > 0);
    }
  }

  private static boolean atHigh(NarrowedRange range) {
    return range.best() == Best.AT_THE_HIGH_END;
  }

  /** The field's bounds hold for what lies outside of the former range. */
  private static void assertDrawsWithin(
      String path,
      Distribution former,
      Distribution fine,
      NarrowedRange range,
      SplittableRandom random,
      String what) {
    for (int draw = 0; draw < 20; draw++) {
      ParameterValue value = Scale.value(fine, random.nextDouble());
      assertHolds(former, range, value, what);
      double number = number(value);
      boolean wasPossible =
          number(Scale.value(former, 0)) <= number && number <= number(Scale.value(former, 1));
      assertThat(wasPossible || Bounds.of(path).allow(number)).as(what).isTrue();
    }
  }

  private static double number(ParameterValue value) {
    return value.number().orElseThrow();
  }

  private static Distribution fine(String path, Distribution former, NarrowedRange range) {
    return Narrower.narrowed(former, range, Map.of(path, range));
  }

  private static NarrowedRange around(String path, Distribution range, ParameterValue best) {
    return Narrower.around(
            new SearchSpace(Map.of(path, range)), new Hyperparameters(Map.of(path, best)))
        .getFirst();
  }
}

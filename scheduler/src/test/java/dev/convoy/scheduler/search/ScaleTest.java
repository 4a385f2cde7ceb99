package dev.convoy.scheduler.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.convoy.protocol.spec.Distribution;
import dev.convoy.protocol.spec.ParameterValue;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** I2: the kinds of distribution. */
class ScaleTest {
  private static final Distribution STEPS =
      new Distribution.Quantized(new Distribution.Uniform(0.05, 0.72), 0.1, 0.05, 0.72);

  static Stream<Distribution> all() {
    return Stream.of(
        new Distribution.Uniform(-1, 3),
        new Distribution.LogUniform(1e-4, 1),
        new Distribution.ReverseLogUniform(0.5, 0.999),
        new Distribution.Normal(0.3, 0.1, 0, 0.5),
        new Distribution.LogNormal(0.1, 2, 1e-3, 1),
        new Distribution.IntegerRange(2, 9),
        new Distribution.LogInteger(4, 512),
        STEPS,
        new Distribution.Quantized(new Distribution.LogInteger(16, 256), 16, 16, 256),
        new Distribution.Quantized(new Distribution.LogInteger(1, 9), 2, 1, 9),
        new Distribution.Quantized(new Distribution.LogUniform(1e-4, 1e-2), 1e-4, 1e-4, 1e-2),
        new Distribution.Quantized(new Distribution.ReverseLogUniform(0.8, 0.99), 0.01, 0.8, 0.99),
        new Distribution.Quantized(new Distribution.Normal(0.3, 0.1, 0, 0.5), 0.05, 0, 0.5),
        new Distribution.Ordinal(Stream.of("s", "m", "l").map(ParameterValue::of).toList()));
  }

  @ParameterizedTest
  @MethodSource("all")
  void thePlaceOfAValueGivesItBack(Distribution distribution) {
    for (double place : new double[] {0, 0.01, 0.3, 0.5, 0.77, 0.999}) {
      ParameterValue value = Scale.value(distribution, place);
      ParameterValue again = Scale.value(distribution, Scale.place(distribution, value));
      if (distribution.values().isPresent()) {
        assertThat(again).isEqualTo(value);
      } else {
        assertThat(Scale.place(distribution, value)).isCloseTo(place, within(1e-9));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void theMiddleOfAValuesShareGivesItBack(Distribution distribution) {
    for (double place : new double[] {0, 0.01, 0.3, 0.5, 0.77, 0.999}) {
      ParameterValue value = Scale.value(distribution, place);
      Share share = Scale.share(distribution, value);

      if (distribution.values().isPresent()) {
        assertThat(Scale.value(distribution, share.middle())).isEqualTo(value);
        assertThat(share.length()).isPositive();
      } else {
        assertThat(share.middle()).isCloseTo(place, within(1e-9));
        assertThat(share.length()).isZero();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void sharesOfCountableValuesAreTheWhole(Distribution distribution) {
    double sum =
        IntStream.range(0, 10_000)
            .mapToObj(i -> Scale.value(distribution, (i + 0.5) / 10_000))
            .distinct()
            .mapToDouble(value -> Scale.share(distribution, value).length())
            .sum();

    assertThat(sum).isCloseTo(distribution.values().isPresent() ? 1 : 0, within(0.01));
  }

  @ParameterizedTest
  @MethodSource("all")
  void aLaterPlaceIsNeverASmallerValue(Distribution distribution) {
    List<ParameterValue> values =
        IntStream.range(0, 1000).mapToObj(i -> Scale.value(distribution, i / 1000.0)).toList();

    for (int i = 1; i < values.size(); i++) {
      assertThat(Scale.place(distribution, values.get(i)))
          .isGreaterThanOrEqualTo(Scale.place(distribution, values.get(i - 1)));
    }
  }

  @Test
  void aReverseLogarithmGivesEachDecadeBelowOneItsShare() {
    Distribution momentum = new Distribution.ReverseLogUniform(0.9, 0.9999);

    assertThat(number(momentum, 0)).isCloseTo(0.9, within(1e-12));
    assertThat(number(momentum, 1.0 / 3)).isCloseTo(0.99, within(1e-12));
    assertThat(number(momentum, 2.0 / 3)).isCloseTo(0.999, within(1e-12));
  }

  @Test
  void aNormalDistributionIsCutOffAtItsEnds() {
    Distribution normal = new Distribution.Normal(0.3, 0.1, 0.3, 0.5);

    assertThat(number(normal, 0)).isCloseTo(0.3, within(1e-12));
    assertThat(number(normal, 0.5)).isCloseTo(0.3 + 0.0639, within(1e-4));
    assertThat(number(normal, 1)).isLessThan(0.5);
  }

  @Test
  void aLogNormalDistributionHasItsMedianInTheMiddle() {
    assertThat(number(new Distribution.LogNormal(0.1, 1, 0.01, 1), 0.5))
        .isCloseTo(0.1, within(1e-12));
  }

  @Test
  void aLogarithmicIntegerFavoursTheSmall() {
    Distribution batch = new Distribution.LogInteger(1, 100);

    assertThat(number(batch, 0.5)).isEqualTo(7);
    assertThat(number(batch, 0)).isEqualTo(1);
    assertThat(number(batch, 0.9999)).isEqualTo(100);
  }

  @Test
  void stepsAreRoundedAndClipped() {
    assertThat(number(STEPS, 0)).isEqualTo(0.1);
    assertThat(number(STEPS, 0.6)).isEqualTo(0.5);
    assertThat(number(STEPS, 1)).isEqualTo(0.7);
    assertThat(
            Scale.value(
                    new Distribution.Quantized(new Distribution.LogInteger(16, 256), 16, 16, 256),
                    0.9)
                .toString())
        .isEqualTo("192");
  }

  /** From tables of the standard normal distribution. */
  @Test
  void theNormalDistributionIsTheTabulatedOne() {
    assertThat(StandardNormal.below(0)).isEqualTo(0.5);
    assertThat(StandardNormal.below(1.96)).isCloseTo(0.9750021048517795, within(1e-14));
    assertThat(StandardNormal.below(-4)).isCloseTo(3.167124183311992e-5, within(1e-16));
    assertThat(StandardNormal.quantile(0.975)).isCloseTo(1.959963984540054, within(1e-14));
    for (double x = -7; x <= 7; x += 0.25) {
      assertThat(StandardNormal.quantile(StandardNormal.below(x))).isCloseTo(x, within(1e-4));
    }
  }

  private static double number(Distribution distribution, double place) {
    return Scale.value(distribution, place).number().orElseThrow();
  }
}

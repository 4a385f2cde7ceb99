package dev.convoy.scheduler.search;

import dev.convoy.protocol.spec.Distribution;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Goes on along a distribution's {@link Scale} beyond its ends, as far as the distribution makes
 * sense there: a logarithmic one stays above 0, a reverse logarithmic one below 1.
 */
final class Beyond {
  /** Steps by which a number that should be a whole number of them may be off. */
  private static final double ROUNDING = 1e-6;

  private Beyond() {}

  /**
   * The number at a place; NaN if the distribution doesn't go on so far.
   *
   * @param place outside [0, 1]
   */
  static double value(Distribution distribution, double place) {
    double number =
        switch (distribution) {
          case Distribution.Uniform(double low, double high) -> low + (high - low) * place;
          case Distribution.LogUniform(double low, double high) ->
              Scale.logarithmic(low, high, place);
          case Distribution.ReverseLogUniform(double low, double high) ->
              1 - Scale.logarithmic(1 - high, 1 - low, 1 - place);
          case Distribution.IntegerRange(long low, long high) ->
              Math.floor(low + (high - low + 1) * place);
          case Distribution.LogInteger(long low, long high) ->
              Math.rint(Scale.logarithmic(low - 0.5, high + 0.5, place));
          case Distribution.Quantized quantized ->
              multiple(
                  quantized.step(), Math.rint(value(quantized.of(), place) / quantized.step()));
          case Distribution.Normal normal -> Double.NaN;
          case Distribution.LogNormal normal -> Double.NaN;
          case Distribution.Ordinal ordinal -> Double.NaN;
          case Distribution.Choice choice -> Double.NaN;
          case Distribution.Fixed fixed -> Double.NaN;
        };
    return hasRoomFor(distribution, number) ? number : Double.NaN;
  }

  /** The number that would come before the first of countable ones; NaN if none would. */
  static double beforeFirst(Distribution distribution) {
    return row(distribution)
        .map(row -> multiple(row.step, Math.ceil(row.first / row.step - ROUNDING) - 1))
        .filter(number -> hasRoomFor(distribution, number))
        .orElse(Double.NaN);
  }

  /** The number that would come after the last of countable ones; NaN if none would. */
  static double afterLast(Distribution distribution) {
    return row(distribution)
        .map(row -> multiple(row.step, Math.floor(row.last / row.step + ROUNDING) + 1))
        .filter(number -> hasRoomFor(distribution, number))
        .orElse(Double.NaN);
  }

  /** Countable numbers: multiples of a step, but for the first and the last. */
  private record Row(double first, double last, double step) {}

  private static Optional<Row> row(Distribution distribution) {
    return switch (distribution) {
      case Distribution.IntegerRange(long low, long high) -> Optional.of(new Row(low, high, 1));
      case Distribution.LogInteger(long low, long high) -> Optional.of(new Row(low, high, 1));
      case Distribution.Quantized steps ->
          Optional.of(
              new Row(steps.at(0), steps.at(steps.values().orElseThrow() - 1), steps.step()));
      case Distribution.Uniform uniform -> Optional.empty();
      case Distribution.LogUniform uniform -> Optional.empty();
      case Distribution.ReverseLogUniform reverse -> Optional.empty();
      case Distribution.Normal normal -> Optional.empty();
      case Distribution.LogNormal normal -> Optional.empty();
      case Distribution.Ordinal ordinal -> Optional.empty();
      case Distribution.Choice choice -> Optional.empty();
      case Distribution.Fixed fixed -> Optional.empty();
    };
  }

  private static double multiple(double step, double steps) {
    return Double.isFinite(steps)
        ? BigDecimal.valueOf(step).multiply(BigDecimal.valueOf(steps)).doubleValue()
        : Double.NaN;
  }

  private static boolean hasRoomFor(Distribution distribution, double number) {
    return switch (distribution) {
      case Distribution.LogUniform logarithmic -> number > 0;
      case Distribution.LogInteger logarithmic -> number >= 1;
      case Distribution.ReverseLogUniform reverse -> number < 1;
      case Distribution.Quantized quantized -> hasRoomFor(quantized.of(), number);
      case Distribution.Uniform uniform -> Double.isFinite(number);
      case Distribution.IntegerRange whole -> Double.isFinite(number);
      case Distribution.Normal normal -> false;
      case Distribution.LogNormal normal -> false;
      case Distribution.Ordinal ordinal -> false;
      case Distribution.Choice choice -> false;
      case Distribution.Fixed fixed -> false;
    };
  }
}

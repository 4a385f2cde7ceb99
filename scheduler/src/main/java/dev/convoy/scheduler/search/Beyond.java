package dev.convoy.scheduler.search;

import dev.convoy.protocol.spec.Distribution;
import java.math.BigDecimal;

/**
 * Goes on along a distribution's {@link Scale} beyond its ends, as far as the distribution makes
 * sense there: a logarithmic one stays above 0, a reverse logarithmic one below 1.
 */
final class Beyond {

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
              multiple(quantized, Math.rint(value(quantized.of(), place) / quantized.step()));
          case Distribution.Normal normal -> Double.NaN;
          case Distribution.LogNormal normal -> Double.NaN;
          case Distribution.Ordinal ordinal -> Double.NaN;
          case Distribution.Choice choice -> Double.NaN;
          case Distribution.Fixed fixed -> Double.NaN;
        };
    return hasRoomFor(distribution, number) ? number : Double.NaN;
  }

  private static double multiple(Distribution.Quantized quantized, double steps) {
    return Double.isFinite(steps)
        ? BigDecimal.valueOf(quantized.step()).multiply(BigDecimal.valueOf(steps)).doubleValue()
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

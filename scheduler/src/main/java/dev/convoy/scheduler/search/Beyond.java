package dev.convoy.scheduler.search;

import dev.convoy.protocol.spec.Distribution;

/** Goes on along a distribution's {@link Scale} beyond its ends. */
final class Beyond {

  private Beyond() {}

  /**
   * The number at a place; NaN if the distribution doesn't go on.
   *
   * @param place outside [0, 1]
   */
  static double value(Distribution distribution, double place) {
    return switch (distribution) {
      case Distribution.Uniform(double low, double high) -> low + (high - low) * place;
      case Distribution.LogUniform(double low, double high) -> Scale.logarithmic(low, high, place);
      case Distribution.ReverseLogUniform(double low, double high) ->
          1 - Scale.logarithmic(1 - high, 1 - low, 1 - place);
      case Distribution.IntegerRange(long low, long high) ->
          Math.floor(low + (high - low + 1) * place);
      case Distribution.LogInteger(long low, long high) ->
          Math.rint(Scale.logarithmic(low - 0.5, high + 0.5, place));
      case Distribution.Quantized quantized ->
          quantized.step() * Math.rint(value(quantized.of(), place) / quantized.step());
      case Distribution.Normal normal -> Double.NaN;
      case Distribution.LogNormal normal -> Double.NaN;
      case Distribution.Ordinal ordinal -> Double.NaN;
      case Distribution.Choice choice -> Double.NaN;
      case Distribution.Fixed fixed -> Double.NaN;
    };
  }
}

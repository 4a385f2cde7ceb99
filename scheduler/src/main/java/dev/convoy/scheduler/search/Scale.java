package dev.convoy.scheduler.search;

import dev.convoy.protocol.spec.Distribution;
import dev.convoy.protocol.spec.ParameterValue;
import java.util.List;

/**
 * Every distribution as a stretched unit interval: the value that a share of all draws lies below,
 * and back. What is uniform on [0, 1) there is drawn from the distribution here, and what lies
 * close together there is alike. Values with an order keep it; n of them share the interval
 * equally.
 */
final class Scale {

  private Scale() {}

  /**
   * The value at a place; of a choice the option.
   *
   * @param place in [0, 1]
   */
  static ParameterValue value(Distribution distribution, double place) {
    return switch (distribution) {
      case Distribution.IntegerRange(long low, long high) ->
          ParameterValue.of(low + index(place, high - low + 1));
      case Distribution.LogInteger(long low, long high) ->
          ParameterValue.of(
              Math.clamp(Math.round(logarithmic(low - 0.5, high + 0.5, place)), low, high));
      case Distribution.Quantized quantized -> step(quantized, place);
      case Distribution.Ordinal(List<ParameterValue> options) ->
          options.get((int) index(place, options.size()));
      case Distribution.Choice choice ->
          choice.options().get((int) index(place, choice.options().size()));
      case Distribution.Fixed(ParameterValue value) -> value;
      case Distribution.Uniform uniform -> ParameterValue.of(real(uniform, place));
      case Distribution.LogUniform uniform -> ParameterValue.of(real(uniform, place));
      case Distribution.ReverseLogUniform reverse -> ParameterValue.of(real(reverse, place));
      case Distribution.Normal normal -> ParameterValue.of(real(normal, place));
      case Distribution.LogNormal normal -> ParameterValue.of(real(normal, place));
    };
  }

  /** The place of a value, the middle of its share if the values are countable. */
  static double place(Distribution distribution, ParameterValue value) {
    double number = value.number().orElse(Double.NaN);
    return switch (distribution) {
      case Distribution.Uniform(double low, double high) -> part(number - low, high - low);
      case Distribution.LogUniform(double low, double high) -> logarithmicPlace(low, high, number);
      case Distribution.ReverseLogUniform(double low, double high) ->
          1 - logarithmicPlace(1 - high, 1 - low, 1 - number);
      case Distribution.Normal normal -> bell(normal).place(number);
      case Distribution.LogNormal normal -> bell(normal).place(StrictMath.log(number));
      case Distribution.IntegerRange(long low, long high) ->
          (number - low + 0.5) / (high - low + 1);
      case Distribution.LogInteger(long low, long high) ->
          logarithmicPlace(low - 0.5, high + 0.5, number);
      case Distribution.Quantized quantized -> share(quantized, number).middle();
      case Distribution.Ordinal(List<ParameterValue> options) ->
          (options.indexOf(value) + 0.5) / options.size();
      case Distribution.Choice choice ->
          (choice.options().indexOf(value) + 0.5) / choice.options().size();
      case Distribution.Fixed fixed -> 0.5;
    };
  }

  /** What a value has of the interval: a point, if values lie dense. */
  static Share share(Distribution distribution, ParameterValue value) {
    double number = value.number().orElse(Double.NaN);
    return switch (distribution) {
      case Distribution.IntegerRange(long low, long high) ->
          Share.ofMany(Math.round(number) - low, high - low + 1);
      case Distribution.LogInteger(long low, long high) ->
          new Share(
              logarithmicPlace(low - 0.5, high + 0.5, number - 0.5),
              logarithmicPlace(low - 0.5, high + 0.5, number + 0.5));
      case Distribution.Quantized quantized -> share(quantized, number);
      case Distribution.Ordinal(List<ParameterValue> options) ->
          Share.ofMany(options.indexOf(value), options.size());
      case Distribution.Choice choice ->
          Share.ofMany(choice.options().indexOf(value), choice.options().size());
      case Distribution.Fixed fixed -> Share.WHOLE;
      case Distribution.Uniform uniform -> Share.at(place(uniform, value));
      case Distribution.LogUniform uniform -> Share.at(place(uniform, value));
      case Distribution.ReverseLogUniform reverse -> Share.at(place(reverse, value));
      case Distribution.Normal normal -> Share.at(place(normal, value));
      case Distribution.LogNormal normal -> Share.at(place(normal, value));
    };
  }

  /** What is rounded to a step, on the scale of the distribution beneath. */
  private static Share share(Distribution.Quantized quantized, double number) {
    long index = quantized.index(number);
    boolean last = index + 1 == quantized.values().orElseThrow();
    return new Share(
        index == 0 ? 0 : begin(quantized, index), last ? 1 : begin(quantized, index + 1));
  }

  /**
   * Where on the scale beneath the numbers begin that are rounded to a step; those half-way between
   * two are rounded up.
   */
  private static double begin(Distribution.Quantized quantized, long index) {
    double halfWay =
        quantized.step() * (Math.round(quantized.low() / quantized.step()) + index - 0.5);
    double number = quantized.isWhole() ? Math.ceil(halfWay) - 0.5 : halfWay;
    return Math.clamp(place(quantized.of(), ParameterValue.of(number)), 0, 1);
  }

  /** Whether the values are whole numbers. */
  static boolean isWhole(Distribution distribution) {
    return distribution instanceof Distribution.IntegerRange
        || distribution instanceof Distribution.LogInteger
        || (distribution instanceof Distribution.Quantized quantized && quantized.isWhole());
  }

  /** A normal distribution between two ends. */
  private record Bell(double mean, double deviation, double low, double high) {
    double value(double place) {
      double below = below(low);
      double share = below + (below(high) - below) * place;
      double sure = Math.clamp(share, Double.MIN_NORMAL, Math.nextDown(1.0));
      return Math.clamp(mean + deviation * StandardNormal.quantile(sure), low, high);
    }

    double place(double value) {
      return part(below(value) - below(low), below(high) - below(low));
    }

    private double below(double value) {
      return StandardNormal.below((value - mean) / deviation);
    }
  }

  private static Bell bell(Distribution.Normal normal) {
    return new Bell(normal.mean(), normal.deviation(), normal.low(), normal.high());
  }

  private static Bell bell(Distribution.LogNormal normal) {
    return new Bell(
        StrictMath.log(normal.median()),
        normal.deviation(),
        StrictMath.log(normal.low()),
        StrictMath.log(normal.high()));
  }

  private static double real(Distribution.Uniform uniform, double place) {
    return within(
        uniform.low() + (uniform.high() - uniform.low()) * place, uniform.low(), uniform.high());
  }

  private static double real(Distribution.LogUniform uniform, double place) {
    return within(logarithmic(uniform.low(), uniform.high(), place), uniform.low(), uniform.high());
  }

  private static double real(Distribution.ReverseLogUniform reverse, double place) {
    return within(
        1 - logarithmic(1 - reverse.high(), 1 - reverse.low(), 1 - place),
        reverse.low(),
        reverse.high());
  }

  private static double real(Distribution.Normal normal, double place) {
    return within(bell(normal).value(place), normal.low(), normal.high());
  }

  private static double real(Distribution.LogNormal normal, double place) {
    return within(StrictMath.exp(bell(normal).value(place)), normal.low(), normal.high());
  }

  /** What the distribution beneath gives there, rounded to a step. */
  private static ParameterValue step(Distribution.Quantized quantized, double place) {
    double number = value(quantized.of(), place).number().orElseThrow();
    double step = quantized.at(quantized.index(number));
    return quantized.isWhole() ? ParameterValue.of(Math.round(step)) : ParameterValue.of(step);
  }

  /** The number at a place between two ends, in the logarithm. */
  static double logarithmic(double low, double high, double place) {
    double from = StrictMath.log(low);
    return StrictMath.exp(from + (StrictMath.log(high) - from) * place);
  }

  private static double logarithmicPlace(double low, double high, double value) {
    double from = StrictMath.log(low);
    return part(StrictMath.log(value) - from, StrictMath.log(high) - from);
  }

  /** The middle, if there is but one value. */
  private static double part(double length, double whole) {
    return whole == 0 ? 0.5 : length / whole;
  }

  private static long index(double place, long count) {
    return Math.clamp((long) (place * count), 0L, count - 1);
  }

  /** Rounding must not leave the range, whose upper end is outside. */
  private static double within(double value, double low, double high) {
    return low == high ? low : Math.clamp(value, low, Math.nextDown(high));
  }
}

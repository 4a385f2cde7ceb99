package dev.convoy.scheduler.search;

import dev.convoy.protocol.spec.Distribution;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.ParameterValue;
import dev.convoy.protocol.spec.SearchSpace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.LongFunction;

/**
 * Every combination of a space's values, numbered with the last parameter fastest. Equal options of
 * a choice count once. A continuous range stands for the middles of {@value #CONTINUOUS_POINTS}
 * equal parts, equal in the logarithm for a log-uniform one.
 */
final class Combinations {
  static final int CONTINUOUS_POINTS = 5;

  private final SequencedMap<String, Axis> axes = new LinkedHashMap<>();
  private final long size;
  private final boolean discrete;

  private record Axis(long size, LongFunction<ParameterValue> values) {}

  /**
   * Lays out a space.
   *
   * @throws IllegalArgumentException naming the parameter whose range holds nothing
   * @throws ArithmeticException if an integer range is wider than a long can count
   */
  Combinations(SearchSpace space) {
    boolean allDiscrete = true;
    long product = 1;
    for (Map.Entry<String, Distribution> parameter : space.parameters().entrySet()) {
      Axis axis = axis(parameter.getValue());
      if (axis.size() < 1) {
        throw new IllegalArgumentException(
            "%s: %s holds no value".formatted(parameter.getKey(), parameter.getValue()));
      }
      axes.put(parameter.getKey(), axis);
      product = saturatedProduct(product, axis.size());
      allDiscrete &= isDiscrete(parameter.getValue());
    }
    size = product;
    discrete = allDiscrete;
  }

  /** How many there are; {@link Long#MAX_VALUE} stands for more than that, too. */
  long size() {
    return size;
  }

  /** Whether the combinations are the whole space. */
  boolean areTheWholeSpace() {
    return discrete;
  }

  /**
   * One combination.
   *
   * @param index from 0 to size - 1
   */
  Hyperparameters at(long index) {
    SequencedMap<String, ParameterValue> values = new LinkedHashMap<>();
    long remaining = index;
    for (Map.Entry<String, Axis> entry : axes.reversed().entrySet()) {
      Axis axis = entry.getValue();
      values.putFirst(entry.getKey(), axis.values().apply(remaining % axis.size()));
      remaining /= axis.size();
    }
    return new Hyperparameters(values);
  }

  private static Axis axis(Distribution distribution) {
    return switch (distribution) {
      case Distribution.Uniform(double low, double high) ->
          new Axis(points(low, high), i -> ParameterValue.of(low + (high - low) * middle(i)));
      case Distribution.LogUniform(double low, double high) ->
          new Axis(
              low > 0 ? points(low, high) : 0,
              i -> ParameterValue.of(low * StrictMath.pow(high / low, middle(i))));
      case Distribution.IntegerRange(long low, long high) ->
          new Axis(high < low ? 0 : count(low, high), i -> ParameterValue.of(low + i));
      case Distribution.Choice(List<ParameterValue> options) -> {
        List<ParameterValue> distinct = options.stream().distinct().toList();
        yield new Axis(distinct.size(), i -> distinct.get((int) i));
      }
    };
  }

  private static long points(double low, double high) {
    if (!(low <= high)) {
      return 0;
    }
    return low == high ? 1 : CONTINUOUS_POINTS;
  }

  private static long count(long low, long high) {
    return Math.addExact(Math.subtractExact(high, low), 1);
  }

  private static double middle(long part) {
    return (part + 0.5) / CONTINUOUS_POINTS;
  }

  private static boolean isDiscrete(Distribution distribution) {
    return switch (distribution) {
      case Distribution.Uniform(double low, double high) -> low == high;
      case Distribution.LogUniform(double low, double high) -> low == high;
      case Distribution.IntegerRange range -> true;
      case Distribution.Choice choice -> true;
    };
  }

  private static long saturatedProduct(long a, long b) {
    return Math.multiplyHigh(a, b) == 0 && a * b > 0 ? a * b : Long.MAX_VALUE;
  }
}

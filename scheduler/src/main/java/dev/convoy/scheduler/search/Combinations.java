package dev.convoy.scheduler.search;

import dev.convoy.protocol.spec.Distribution;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.ParameterValue;
import dev.convoy.protocol.spec.SearchSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * Every combination of a space's values, numbered with the last parameter fastest; an option of a
 * choice brings the combinations of what is within it. Equal options of a choice count once. A
 * continuous range stands for the middles of {@value #CONTINUOUS_POINTS} parts that are equally
 * likely.
 */
final class Combinations {
  static final int CONTINUOUS_POINTS = 5;

  private final List<Axis> axes = new ArrayList<>();
  private final long size;
  private final boolean discrete;

  /** One parameter: how many ways there are to set it and what is within it. */
  private record Axis(long size, LongFunction<Map<String, ParameterValue>> values) {}

  /**
   * Lays out a space.
   *
   * @throws IllegalArgumentException naming the parameter whose range holds nothing
   * @throws ArithmeticException if an integer range is wider than a long can count
   */
  Combinations(SearchSpace space) {
    long product = 1;
    for (Map.Entry<String, Distribution> parameter : space.parameters().entrySet()) {
      Axis axis = axis(parameter.getKey(), parameter.getValue());
      if (axis.size() < 1) {
        throw new IllegalArgumentException(
            "%s: %s holds no value".formatted(parameter.getKey(), parameter.getValue()));
      }
      axes.add(axis);
      product = saturatedProduct(product, axis.size());
    }
    size = product;
    discrete = space.combinations().isPresent();
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
    return new Hyperparameters(valuesAt(index));
  }

  private Map<String, ParameterValue> valuesAt(long index) {
    long[] digits = new long[axes.size()];
    long remaining = index;
    for (int i = digits.length - 1; i >= 0; i--) {
      digits[i] = remaining % axes.get(i).size();
      remaining /= axes.get(i).size();
    }
    Map<String, ParameterValue> values = new LinkedHashMap<>();
    for (int i = 0; i < digits.length; i++) {
      values.putAll(axes.get(i).values().apply(digits[i]));
    }
    return values;
  }

  private static Axis axis(String path, Distribution distribution) {
    return switch (distribution) {
      case Distribution.Choice choice -> options(path, choice);
      case Distribution.IntegerRange(long low, long high) ->
          single(path, count(low, high), i -> ParameterValue.of(low + i));
      case Distribution.LogInteger(long low, long high) ->
          single(path, low < 1 ? 0 : count(low, high), i -> ParameterValue.of(low + i));
      case Distribution.Quantized quantized -> steps(path, quantized);
      case Distribution.Ordinal(List<ParameterValue> options) ->
          single(path, options.size(), i -> options.get((int) i));
      case Distribution.Fixed(ParameterValue value) -> single(path, 1, i -> value);
      case Distribution.Uniform(double low, double high) ->
          parts(path, distribution, low <= high, low == high);
      case Distribution.LogUniform(double low, double high) ->
          parts(path, distribution, low > 0 && low <= high, low == high);
      case Distribution.ReverseLogUniform(double low, double high) ->
          parts(path, distribution, high < 1 && low <= high, low == high);
      case Distribution.Normal(double mean, double deviation, double low, double high) ->
          parts(path, distribution, deviation > 0 && low <= high, low == high);
      case Distribution.LogNormal(double median, double deviation, double low, double high) ->
          parts(path, distribution, median > 0 && deviation > 0 && low > 0 && low <= high, false);
    };
  }

  private static Axis single(String path, long size, LongFunction<ParameterValue> values) {
    return new Axis(size, i -> Map.of(path, values.apply(i)));
  }

  private static Axis parts(
      String path, Distribution distribution, boolean makesSense, boolean isOneValue) {
    int parts = isOneValue ? 1 : CONTINUOUS_POINTS;
    return single(path, makesSense ? parts : 0, i -> Scale.value(distribution, (i + 0.5) / parts));
  }

  private static Axis steps(String path, Distribution.Quantized quantized) {
    return single(
        path,
        quantized.step() > 0 && quantized.low() <= quantized.high()
            ? quantized.values().orElseThrow()
            : 0,
        i ->
            quantized.isWhole()
                ? ParameterValue.of(Math.round(quantized.at(i)))
                : ParameterValue.of(quantized.at(i)));
  }

  private static Axis options(String path, Distribution.Choice choice) {
    Map<ParameterValue, Combinations> options = new LinkedHashMap<>();
    for (int i = 0; i < choice.options().size(); i++) {
      options.putIfAbsent(choice.options().get(i), new Combinations(choice.within().get(i)));
    }
    long size = 0;
    for (Combinations within : options.values()) {
      size += Math.min(Long.MAX_VALUE - size, within.size());
    }
    return new Axis(size, i -> option(path, options, i));
  }

  private static Map<String, ParameterValue> option(
      String path, Map<ParameterValue, Combinations> options, long index) {
    long remaining = index;
    for (Map.Entry<ParameterValue, Combinations> option : options.entrySet()) {
      if (remaining < option.getValue().size()) {
        Map<String, ParameterValue> values = new LinkedHashMap<>();
        values.put(path, option.getKey());
        values.putAll(option.getValue().valuesAt(remaining));
        return values;
      }
      remaining -= option.getValue().size();
    }
    throw new IndexOutOfBoundsException("No combination " + index);
  }

  private static long count(long low, long high) {
    return high < low ? 0 : Math.addExact(Math.subtractExact(high, low), 1);
  }

  private static long saturatedProduct(long a, long b) {
    return Math.multiplyHigh(a, b) == 0 && a * b > 0 ? a * b : Long.MAX_VALUE;
  }
}

package dev.convoy.scheduler.search;

import dev.convoy.protocol.message.NarrowedRange;
import dev.convoy.protocol.message.NarrowedRange.Best;
import dev.convoy.protocol.spec.Bounds;
import dev.convoy.protocol.spec.Distribution;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.ParameterValue;
import dev.convoy.protocol.spec.SearchSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts the ranges of a space down to a quarter of their {@link Scale} around a draw. Where the
 * quarter reaches beyond an end the range is widened there by that much, unless the field itself
 * allows no more; normal distributions and ordered options keep their ends. A choice keeps the
 * option drawn.
 */
final class Narrower {
  private static final double REACH = 0.125;

  private Narrower() {}

  /** The ranges around a draw. */
  static List<NarrowedRange> around(SearchSpace space, Hyperparameters best) {
    List<NarrowedRange> ranges = new ArrayList<>();
    collect(space, best, ranges);
    return ranges;
  }

  private static void collect(SearchSpace space, Hyperparameters best, List<NarrowedRange> ranges) {
    space
        .parameters()
        .forEach(
            (path, distribution) -> {
              ParameterValue value = valueOf(best, path);
              ranges.add(range(path, distribution, value));
              if (distribution instanceof Distribution.Choice choice) {
                collect(choice.within().get(choice.options().indexOf(value)), best, ranges);
              }
            });
  }

  private static ParameterValue valueOf(Hyperparameters draw, String path) {
    ParameterValue value = draw.values().get(path);
    if (value == null) {
      throw new IllegalArgumentException("The draw has no value for " + path);
    }
    return value;
  }

  private static NarrowedRange range(String path, Distribution distribution, ParameterValue value) {
    if (distribution instanceof Distribution.Choice || distribution instanceof Distribution.Fixed) {
      return new NarrowedRange(path, value, value, Best.INSIDE);
    }
    double place = Scale.place(distribution, value);
    Best best =
        place < REACH
            ? Best.AT_THE_LOW_END
            : place > 1 - REACH ? Best.AT_THE_HIGH_END : Best.INSIDE;
    return new NarrowedRange(
        path, end(path, distribution, place - REACH), end(path, distribution, place + REACH), best);
  }

  /** The value at a place that may lie outside; the old end, if the field can't have it. */
  private static ParameterValue end(String path, Distribution distribution, double place) {
    ParameterValue inside = Scale.value(distribution, Math.clamp(place, 0, 1));
    if (place >= 0 && place <= 1) {
      return inside;
    }
    double outside = Beyond.value(distribution, place);
    boolean allowed = Double.isFinite(outside) && Bounds.of(path).allow(outside);
    boolean whole = Scale.isWhole(distribution);
    return !allowed
        ? inside
        : whole ? ParameterValue.of(Math.round(outside)) : ParameterValue.of(outside);
  }

  /** A space in which the ranges have taken the place of the former ones. */
  static SearchSpace narrowed(SearchSpace space, List<NarrowedRange> ranges) {
    Map<String, NarrowedRange> byPath = new LinkedHashMap<>();
    ranges.forEach(range -> byPath.put(range.path(), range));
    return narrowed(space, byPath);
  }

  private static SearchSpace narrowed(SearchSpace space, Map<String, NarrowedRange> ranges) {
    Map<String, Distribution> parameters = new LinkedHashMap<>();
    space
        .parameters()
        .forEach(
            (path, distribution) -> {
              NarrowedRange range = ranges.get(path);
              if (range == null) {
                throw new IllegalArgumentException("No range is left for " + path);
              }
              parameters.put(path, narrowed(distribution, range, ranges));
            });
    return new SearchSpace(parameters);
  }

  /** A distribution between new ends. */
  static Distribution narrowed(
      Distribution distribution, NarrowedRange range, Map<String, NarrowedRange> ranges) {
    double low = range.low().number().orElse(Double.NaN);
    double high = range.high().number().orElse(Double.NaN);
    return switch (distribution) {
      case Distribution.Uniform uniform -> new Distribution.Uniform(low, high);
      case Distribution.LogUniform uniform -> new Distribution.LogUniform(low, high);
      case Distribution.ReverseLogUniform reverse -> new Distribution.ReverseLogUniform(low, high);
      case Distribution.Normal(double mean, double deviation, double from, double to) ->
          new Distribution.Normal(mean, deviation, low, high);
      case Distribution.LogNormal(double median, double deviation, double from, double to) ->
          new Distribution.LogNormal(median, deviation, low, high);
      case Distribution.IntegerRange whole ->
          new Distribution.IntegerRange(Math.round(low), Math.round(high));
      case Distribution.LogInteger whole ->
          new Distribution.LogInteger(Math.round(low), Math.round(high));
      case Distribution.Quantized(Distribution of, double step, double from, double to) ->
          new Distribution.Quantized(narrowed(of, range, ranges), step, low, high);
      case Distribution.Ordinal(List<ParameterValue> options) ->
          new Distribution.Ordinal(
              options.subList(options.indexOf(range.low()), options.indexOf(range.high()) + 1));
      case Distribution.Fixed fixed -> fixed;
      case Distribution.Choice choice -> {
        int kept = choice.options().indexOf(range.low());
        yield new Distribution.Choice(
            List.of(choice.options().get(kept)),
            List.of(narrowed(choice.within().get(kept), ranges)));
      }
    };
  }
}

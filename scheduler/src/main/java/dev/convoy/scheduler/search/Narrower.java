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
import java.util.stream.DoubleStream;

/**
 * Cuts the ranges of a space down to a quarter of their {@link Scale} around a draw. Where the
 * quarter reaches beyond an end the range is widened there by that much, and where the draw is the
 * first or last of countable values by one at least, unless the field itself allows no more; normal
 * distributions and ordered options keep their ends. A choice keeps the option drawn.
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
    double low = Scale.place(distribution, value) - REACH;
    double high = Scale.place(distribution, value) + REACH;
    return switch (whereabouts(distribution, value)) {
      case INSIDE ->
          new NarrowedRange(
              path, inside(distribution, low), inside(distribution, high), Best.INSIDE);
      case AT_THE_LOW_END ->
          new NarrowedRange(
              path,
              below(path, distribution, Math.min(low, 0)),
              inside(distribution, high),
              Best.AT_THE_LOW_END);
      case AT_THE_HIGH_END ->
          new NarrowedRange(
              path,
              inside(distribution, low),
              above(path, distribution, Math.max(high, 1)),
              Best.AT_THE_HIGH_END);
    };
  }

  /**
   * Where in a range a value lies: within an eighth of an end, or the first or last of several
   * countable values, it lies at that end.
   */
  static Best whereabouts(Distribution distribution, ParameterValue value) {
    Share share = Scale.share(distribution, value);
    double place = Scale.place(distribution, value);
    if (share.equals(Share.WHOLE)) {
      return Best.INSIDE;
    }
    if (place < REACH || share.from() <= 0) {
      return Best.AT_THE_LOW_END;
    }
    return place > 1 - REACH || share.to() >= 1 ? Best.AT_THE_HIGH_END : Best.INSIDE;
  }

  /** Whether a range of a field can be widened beyond the end at which its best value lies. */
  static boolean canWiden(String path, Distribution distribution, Best best) {
    return switch (best) {
      case INSIDE -> false;
      case AT_THE_LOW_END ->
          !below(path, distribution, -REACH).equals(Scale.value(distribution, 0));
      case AT_THE_HIGH_END ->
          !above(path, distribution, 1 + REACH).equals(Scale.value(distribution, 1));
    };
  }

  private static ParameterValue inside(Distribution distribution, double place) {
    return Scale.value(distribution, Math.clamp(place, 0, 1));
  }

  /** The new low end; the old one, if the field can't have less. */
  private static ParameterValue below(String path, Distribution distribution, double place) {
    double next = Beyond.beforeFirst(distribution);
    double far = Beyond.value(distribution, place);
    return end(path, distribution, Double.isNaN(next) ? far : Math.min(far, next), next, 0);
  }

  /** The new high end; the old one, if the field can't have more. */
  private static ParameterValue above(String path, Distribution distribution, double place) {
    double next = Beyond.afterLast(distribution);
    double far = Beyond.value(distribution, place);
    return end(path, distribution, Double.isNaN(next) ? far : Math.max(far, next), next, 1);
  }

  /** The first of two numbers that the field allows, else what is at a place. */
  private static ParameterValue end(
      String path, Distribution distribution, double far, double next, double place) {
    Bounds bounds = Bounds.of(path);
    return DoubleStream.of(far, next)
        .filter(number -> Double.isFinite(number) && bounds.allow(number))
        .mapToObj(
            number ->
                Scale.isWhole(distribution)
                    ? ParameterValue.of(Math.round(number))
                    : ParameterValue.of(number))
        .findFirst()
        .orElseGet(() -> inside(distribution, place));
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

package dev.convoy.scheduler.search;

import dev.convoy.protocol.message.NarrowedRange;
import dev.convoy.protocol.message.NarrowedRange.Best;
import dev.convoy.protocol.spec.Distribution;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.ParameterValue;
import dev.convoy.protocol.spec.SearchSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * At which ends of what a space was narrowed to a trial lies. An end beyond which there is nothing,
 * neither in the space nor for the field, doesn't count.
 */
final class Edges {
  private final int trial;
  private final Map<String, ParameterValue> draw;
  private final Map<String, NarrowedRange> ranges = new LinkedHashMap<>();
  private final List<EdgeOfSearch> found = new ArrayList<>();

  private Edges(int trial, Hyperparameters draw, List<NarrowedRange> narrowed) {
    this.trial = trial;
    this.draw = draw.values();
    narrowed.forEach(range -> ranges.put(range.path(), range));
  }

  /** The ends of these ranges at which a trial lies. */
  static List<EdgeOfSearch> of(
      SearchSpace space, List<NarrowedRange> narrowed, int trial, Hyperparameters draw) {
    Edges edges = new Edges(trial, draw, narrowed);
    edges.collect(space);
    return edges.found;
  }

  private void collect(SearchSpace part) {
    part.parameters()
        .forEach(
            (path, former) -> {
              ParameterValue value = draw.get(path);
              NarrowedRange range = ranges.get(path);
              if (value == null || range == null) {
                return;
              }
              if (former instanceof Distribution.Choice choice) {
                collect(choice.within().get(choice.options().indexOf(value)));
              } else {
                look(path, former, range, value);
              }
            });
  }

  private void look(String path, Distribution former, NarrowedRange range, ParameterValue value) {
    Distribution searched = Narrower.narrowed(former, range, Map.of());
    if (!isWithin(searched, range, value)) {
      return;
    }
    Best best = Narrower.whereabouts(searched, value);
    if (endsBefore(former, range, best) || Narrower.canWiden(path, searched, best)) {
      found.add(
          new EdgeOfSearch(trial, value, new NarrowedRange(path, range.low(), range.high(), best)));
    }
  }

  /** What a search goes on with once the narrowed space is used up may lie anywhere. */
  private static boolean isWithin(
      Distribution searched, NarrowedRange range, ParameterValue value) {
    if (searched instanceof Distribution.Ordinal(List<ParameterValue> options)) {
      return options.contains(value);
    }
    double number = value.number().orElse(Double.NaN);
    return number >= range.low().number().orElse(Double.NaN)
        && number <= range.high().number().orElse(Double.NaN);
  }

  /** Whether the former range goes on beyond an end of the narrowed one. */
  private static boolean endsBefore(Distribution former, NarrowedRange range, Best best) {
    return switch (best) {
      case INSIDE -> false;
      case AT_THE_LOW_END ->
          Scale.place(former, range.low()) > Scale.place(former, Scale.value(former, 0));
      case AT_THE_HIGH_END ->
          Scale.place(former, range.high()) < Scale.place(former, Scale.value(former, 1));
    };
  }
}

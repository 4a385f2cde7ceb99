package dev.convoy.scheduler.review;

import dev.convoy.protocol.spec.Distribution;
import dev.convoy.protocol.spec.SearchSpace;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How many values of each parameter a grid of so many trials would have: equally many of all, as
 * many as make no more combinations than trials, but never more than a parameter has.
 *
 * @param most of any parameter
 * @param values how many there are, of those parameters that have countable ones
 */
record GridLevels(int most, Map<String, Long> values) {

  GridLevels {
    values = Map.copyOf(values);
  }

  /** The grid over some parameters of a space. */
  static GridLevels of(SearchSpace space, Collection<String> parameters, int trials) {
    Map<String, Long> values = new HashMap<>();
    collect(space, values);
    int most = 1;
    while (most < trials && combinations(most + 1, parameters, values) <= trials) {
      most++;
    }
    return new GridLevels(most, values);
  }

  int of(String parameter) {
    return levels(most, parameter, values);
  }

  private static int levels(int most, String parameter, Map<String, Long> values) {
    return (int) Math.min(most, values.getOrDefault(parameter, Long.MAX_VALUE));
  }

  private static double combinations(
      int most, Collection<String> parameters, Map<String, Long> values) {
    return parameters.stream()
        .mapToDouble(parameter -> levels(most, parameter, values))
        .reduce(1, (one, other) -> one * other);
  }

  /** What stands within several options of a choice has the values of all of them. */
  private static void collect(SearchSpace space, Map<String, Long> values) {
    space
        .parameters()
        .forEach(
            (path, distribution) -> {
              count(distribution)
                  .ifPresentOrElse(
                      count -> values.merge(path, count, GridLevels::sum),
                      () -> values.put(path, Long.MAX_VALUE));
              if (distribution instanceof Distribution.Choice choice) {
                choice.within().forEach(within -> collect(within, values));
              }
            });
  }

  private static OptionalLong count(Distribution distribution) {
    return distribution instanceof Distribution.Choice choice
        ? OptionalLong.of(choice.options().stream().distinct().count())
        : distribution.values();
  }

  private static long sum(long one, long other) {
    return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
  }
}

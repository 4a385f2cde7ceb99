package dev.convoy.protocol.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Every distribution of an experiment by its path, in the order of the document. Those within the
 * options of a choice are in the choice.
 *
 * @param parameters by path; list positions are part of a path, as in {@code augmentation.2.cutout}
 */
public record SearchSpace(Map<String, Distribution> parameters) {
  /** A space without parameters. */
  public static final SearchSpace EMPTY = new SearchSpace(Map.of());

  public SearchSpace {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** How many combinations there are, 1 without parameters; empty if there is no end to them. */
  public OptionalLong combinations() {
    long combinations = 1;
    for (Distribution parameter : parameters.values()) {
      OptionalLong values = parameter.values();
      if (values.isEmpty()) {
        return OptionalLong.empty();
      }
      combinations = saturatedProduct(combinations, values.getAsLong());
    }
    return OptionalLong.of(combinations);
  }

  /** Whether it has the same parameters as another, each with all values that it has there. */
  boolean contains(SearchSpace narrow) {
    return parameters.keySet().equals(narrow.parameters.keySet())
        && parameters.entrySet().stream()
            .allMatch(
                parameter -> {
                  Distribution within = narrow.parameters.get(parameter.getKey());
                  return within != null && parameter.getValue().contains(within);
                });
  }

  /** How many combinations several spaces have together; empty if there is no end to them. */
  static OptionalLong sum(List<SearchSpace> spaces) {
    long sum = 0;
    for (SearchSpace space : spaces) {
      OptionalLong combinations = space.combinations();
      if (combinations.isEmpty()) {
        return OptionalLong.empty();
      }
      sum = Math.min(Long.MAX_VALUE - sum, combinations.getAsLong()) + sum;
    }
    return OptionalLong.of(sum);
  }

  private static long saturatedProduct(long a, long b) {
    return Math.multiplyHigh(a, b) == 0 && a * b >= 0 ? a * b : Long.MAX_VALUE;
  }
}

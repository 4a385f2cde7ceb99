package dev.convoy.protocol.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Every distribution of an experiment by its path, in the order of the document.
 *
 * @param parameters by path; list positions are part of a path, as in {@code augmentation.2.cutout}
 */
public record SearchSpace(Map<String, Distribution> parameters) {

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
      long high = Math.multiplyHigh(combinations, values.getAsLong());
      combinations = high == 0 ? combinations * values.getAsLong() : -1;
      if (combinations < 0) {
        return OptionalLong.of(Long.MAX_VALUE);
      }
    }
    return OptionalLong.of(combinations);
  }
}

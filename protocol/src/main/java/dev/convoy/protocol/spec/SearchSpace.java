package dev.convoy.protocol.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Every distribution of an experiment by its path, in the order of the document.
 *
 * @param parameters by path; list positions are part of a path, as in {@code augmentation.2.cutout}
 */
public record SearchSpace(Map<String, Distribution> parameters) {

  public SearchSpace {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }
}

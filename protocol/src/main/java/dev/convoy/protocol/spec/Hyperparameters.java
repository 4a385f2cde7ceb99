package dev.convoy.protocol.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One draw of a search space: a value for every path, in the order of the document.
 *
 * @param values by path, such as {@code training.optimizer.learningRate}
 */
public record Hyperparameters(@JsonValue Map<String, ParameterValue> values) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Hyperparameters {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}

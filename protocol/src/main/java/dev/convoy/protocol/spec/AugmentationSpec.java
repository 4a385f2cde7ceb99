package dev.convoy.protocol.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One random change of a training image. In JSON an object with one field, such as {@code {"crop":
 * {"padding": 4}}}.
 *
 * @param name as in the engine
 * @param arguments by name, in the order of the schema
 */
public record AugmentationSpec(String name, Map<String, Double> arguments) {

  public AugmentationSpec {
    arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static AugmentationSpec of(Map<String, Map<String, Double>> json) {
    if (json.size() != 1) {
      throw new IllegalArgumentException("One augmentation is expected, but there are " + json);
    }
    Map.Entry<String, Map<String, Double>> call = json.entrySet().iterator().next();
    return new AugmentationSpec(call.getKey(), call.getValue());
  }

  @JsonValue
  Map<String, Map<String, Double>> json() {
    return Map.of(name, arguments);
  }

  /** As a person would write it: {@code crop(padding=4)}. */
  @Override
  public String toString() {
    return arguments.isEmpty()
        ? name
        : arguments.entrySet().stream()
            .map(argument -> argument.getKey() + "=" + number(argument.getValue()))
            .collect(Collectors.joining(", ", name + "(", ")"));
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}

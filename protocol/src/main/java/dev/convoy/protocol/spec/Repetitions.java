package dev.convoy.protocol.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Calls that stand twice in a list, where one of them would do. */
final class Repetitions {
  private Repetitions() {}

  /**
   * Finds them.
   *
   * @param repeatable names that may stand several times
   */
  static List<SpecError> of(String path, JsonNode calls, Set<String> repeatable) {
    List<SpecError> errors = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < calls.size(); i++) {
      JsonNode call = calls.path(i);
      boolean named = call.isObject() && !call.isEmpty() && !Distributions.isDistribution(call);
      String name = named ? call.fieldNames().next() : "";
      if (named && !repeatable.contains(name) && !names.add(name)) {
        errors.add(new SpecError(path + "." + i, "repeats " + name));
      }
    }
    return errors;
  }
}

package dev.convoy.protocol.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold within a distribution and between the distributions and the search method. */
final class DistributionRules {
  private final boolean grid;
  private final List<SpecError> errors = new ArrayList<>();

  private DistributionRules(boolean grid) {
    this.grid = grid;
  }

  static List<SpecError> check(JsonNode document) {
    DistributionRules rules =
        new DistributionRules(document.at("/search/method").asText().equals("grid"));
    for (String field : TrialPart.HYPERPARAMETERS) {
      rules.walk(field, document.path(field));
    }
    return rules.errors;
  }

  private void walk(String path, JsonNode node) {
    if (Distributions.isDistribution(node)) {
      String name = node.fieldNames().next();
      check(SpecPath.join(path, name), name, node.path(name));
      return;
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      walk(SpecPath.join(path, field.getKey()), field.getValue());
    }
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        walk(SpecPath.join(path, Integer.toString(i)), node.get(i));
      }
    }
  }

  private void check(String path, String name, JsonNode arguments) {
    switch (name) {
      case "choice" -> checkOptions(path, arguments);
      case "integer" -> checkRange(path, arguments);
      case "uniform" -> {
        checkRange(path, arguments);
        checkFinite(path);
      }
      default -> {
        checkRange(path, arguments);
        checkPositive(path, arguments);
        checkFinite(path);
      }
    }
  }

  private void checkOptions(String path, JsonNode options) {
    Set<JsonNode> seen = new HashSet<>();
    for (int i = 0; i < options.size(); i++) {
      if (!seen.add(options.get(i))) {
        errors.add(new SpecError(path + "." + i, "repeats " + Words.value(options.get(i))));
      }
    }
  }

  private void checkRange(String path, JsonNode range) {
    JsonNode low = range.path(0);
    JsonNode high = range.path(1);
    if (low.isNumber() && high.isNumber() && low.asDouble() >= high.asDouble()) {
      errors.add(
          new SpecError(
              path, "must be [low, high] with low less than high, but is %s".formatted(range)));
    }
  }

  private void checkPositive(String path, JsonNode range) {
    if (range.path(0).isNumber() && range.path(0).asDouble() <= 0) {
      errors.add(
          new SpecError(path + ".0", "must be greater than 0, but is %s".formatted(range.path(0))));
    }
  }

  private void checkFinite(String path) {
    if (grid) {
      errors.add(
          new SpecError(path, "must be an integer range or a choice, for the search is a grid"));
    }
  }
}

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
      case "choice" -> {
        checkOptions(path, arguments);
        for (int i = 0; arguments.isArray() && i < arguments.size(); i++) {
          walk(path + "." + i, arguments.get(i));
        }
      }
      case "ordinal" -> checkOptions(path, arguments);
      case "fixed" -> {
        // any value will do
      }
      case "integer", "logInteger" -> checkRange(path, name, arguments, 0);
      case "normal", "logNormal" -> {
        checkRange(path, name, arguments, 2);
        checkFinite(path, arguments.size() > 4);
      }
      default -> {
        checkRange(path, name, arguments, 0);
        checkFinite(path, arguments.size() > 2);
      }
    }
  }

  /** Options that differ in nothing but what is drawn within them could not be told apart. */
  private void checkOptions(String path, JsonNode options) {
    Set<JsonNode> seen = new HashSet<>();
    for (int i = 0; options.isArray() && i < options.size(); i++) {
      if (!seen.add(TrialPart.withoutDistributions(options.get(i)))) {
        errors.add(new SpecError(path + "." + i, "repeats " + Words.value(options.get(i))));
      }
    }
  }

  /** Checks the ends, which are two arguments from an index on, and the step after them. */
  private void checkRange(String path, String name, JsonNode arguments, int from) {
    JsonNode low = arguments.path(from);
    JsonNode high = arguments.path(from + 1);
    JsonNode step = arguments.path(from + 2);
    if (!low.isNumber() || !high.isNumber()) {
      return;
    }
    if (low.asDouble() >= high.asDouble()) {
      report(path, "must be [low, high] with low less than high, but is %s".formatted(arguments));
    } else if (step.isNumber() && step.asDouble() > high.asDouble() - low.asDouble()) {
      report(path + "." + (from + 2), "must be at most high minus low, but is %s".formatted(step));
    }
    if (name.startsWith("log") && low.asDouble() <= 0) {
      report(path + "." + from, "must be greater than 0, but is %s".formatted(low));
    }
    if (name.equals("logNormal") && arguments.path(0).asDouble() <= 0) {
      report(path + ".0", "must be greater than 0, but is %s".formatted(arguments.path(0)));
    }
    if (name.startsWith("reverse") && high.asDouble() >= 1) {
      report(path + ".1", "must be less than 1, but is %s".formatted(high));
    }
  }

  private void checkFinite(String path, boolean hasStep) {
    if (grid && !hasStep) {
      report(
          path,
          "must be an integer range, a choice or a range with a step, for the search is a grid");
    }
  }

  private void report(String path, String message) {
    errors.add(new SpecError(path, message));
  }
}

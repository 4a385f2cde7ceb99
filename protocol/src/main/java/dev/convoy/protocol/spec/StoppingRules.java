package dev.convoy.protocol.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must hold between the rules of {@code stopping}, and within those that hold others. */
final class StoppingRules {
  private static final String STOPPING = "stopping";
  private static final Set<String> METHODS_WITH_LEGS = Set.of("coarse-to-fine", "recipe", "pbt");
  private static final Set<String> REPEATABLE = Set.of("threshold", "grace", "all-of", "any-of");

  /** The field of each rule that must be less than a trial's epochs, or it would never speak. */
  private static final Map<String, String> EPOCHS =
      Map.of(
          "patience", "epochs",
          "median", "warmupEpochs",
          "percentile", "warmupEpochs",
          "threshold", "epoch",
          "asha", "firstRung",
          "asha-stopping", "firstRung",
          "grace", "epochs");

  private final JsonNode document;
  private final List<SpecError> errors = new ArrayList<>();

  private StoppingRules(JsonNode document) {
    this.document = document;
  }

  /** Checks a document in which shorthands are written out and defaults filled in. */
  static List<SpecError> check(JsonNode document) {
    StoppingRules rules = new StoppingRules(document);
    rules.list(STOPPING, document.path(STOPPING));
    rules.rungsNeedOneNumberOfEpochs();
    return rules.errors;
  }

  private void list(String path, JsonNode rules) {
    errors.addAll(Repetitions.of(path, rules, REPEATABLE));
    for (int i = 0; rules.isArray() && i < rules.size(); i++) {
      rule(path + "." + i, rules.path(i));
    }
  }

  /** A rule speaks before the last epoch, or not at all. */
  private void rule(String path, JsonNode rule) {
    for (Map.Entry<String, JsonNode> named : rule.properties()) {
      String within = path + "." + named.getKey();
      JsonNode arguments = named.getValue();
      String epochs = EPOCHS.getOrDefault(named.getKey(), "");
      EpochBound.check(document, within + "." + epochs, arguments.path(epochs))
          .ifPresent(errors::add);
      rule(within + ".of", arguments.path("of"));
      list(within + ".rules", arguments.path("rules"));
    }
  }

  /** What waits at rungs is compared with others, which must have as far to go. */
  private void rungsNeedOneNumberOfEpochs() {
    List<String> waiting = waiting(document.path(STOPPING));
    if (waiting.isEmpty()) {
      return;
    }
    if (Distributions.isDistribution(document.at("/training/epochs"))) {
      report("training.epochs", "must be a plain value for %s".formatted(waiting.getFirst()));
    }
    String method = document.at("/search/method").asText();
    if (METHODS_WITH_LEGS.contains(method)) {
      report(waiting.getFirst(), "can't go together with search.method " + method);
    }
    waiting.stream()
        .skip(1)
        .forEach(path -> report(path, "can't go together with " + waiting.getFirst()));
  }

  private static List<String> waiting(JsonNode rules) {
    List<String> waiting = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      for (String name : List.of("asha", "hyperband")) {
        if (rules.path(i).has(name)) {
          waiting.add("%s.%d.%s".formatted(STOPPING, i, name));
        }
      }
    }
    return waiting;
  }

  private void report(String path, String message) {
    errors.add(new SpecError(path, message));
  }
}

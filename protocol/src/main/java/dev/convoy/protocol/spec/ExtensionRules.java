package dev.convoy.protocol.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What may be changed of an experiment that runs: a few totals, which only grow, and the ranges of
 * hyperparameters, which only widen. Refused is what would take its meaning from what has been done
 * already: more epochs where brackets or the learning rate are laid out over them, more of either
 * where a population goes through its generations together, a wider space where a grid is laid out
 * in it or it has been narrowed.
 */
final class ExtensionRules {
  private static final Set<String> COUNTS =
      Set.of("search.trials", "search.parallel", "training.epochs", "limits.epochs");
  private static final String TIME = "limits.time";
  private static final Set<String> SCHEDULES_TO_THE_END = Set.of("cosine", "linear");

  private final ExperimentSpec spec;
  private final List<SpecError> errors = new ArrayList<>();

  private ExtensionRules(ExperimentSpec spec) {
    this.spec = spec;
  }

  /**
   * Checks changes that leave the document valid.
   *
   * @param spec as it is before them
   */
  static List<SpecError> check(ExperimentSpec spec, JsonNode changes) {
    ExtensionRules rules = new ExtensionRules(spec);
    rules.compareFields("", spec.document(), changes);
    return rules.errors;
  }

  private void compareFields(String path, JsonNode present, JsonNode changes) {
    for (Map.Entry<String, JsonNode> field : changes.properties()) {
      compare(SpecPath.join(path, field.getKey()), present.path(field.getKey()), field.getValue());
    }
  }

  private void compare(String path, JsonNode present, JsonNode change) {
    if (present.equals(change)) {
      return;
    }
    if (Distributions.isDistribution(present)) {
      widens(path, present, change);
    } else if (present.isObject() && change.isObject()) {
      compareFields(path, present, change);
    } else if (COUNTS.contains(path) && present.isNumber()) {
      grows(path, present, change);
    } else if (path.equals(TIME) && present.isTextual()) {
      lasts(present.asText(), change.asText());
    } else {
      report(
          path,
          "can't be changed while the experiment runs; search.trials, search.parallel,"
              + " training.epochs, limits.epochs and limits.time can grow where they are said, and"
              + " ranges of hyperparameters can widen");
    }
  }

  private void grows(String path, JsonNode present, JsonNode change) {
    if (change.asLong() < present.asLong()) {
      report(path, "must be at least %s, which it is now, but is %s".formatted(present, change));
    } else if (path.equals("training.epochs")) {
      populationStaysWhole(path);
      epochsMayGrow();
    } else if (path.equals("search.trials")) {
      populationStaysWhole(path);
    }
  }

  private void populationStaysWhole(String path) {
    if (spec.search().method() instanceof SearchSpec.Pbt) {
      report(
          path,
          "can't grow, because in search.method pbt the same trials go through all generations"
              + " together; submit another experiment with more");
    }
  }

  private void lasts(String present, String change) {
    if (Limits.duration(change).compareTo(Limits.duration(present)) < 0) {
      report(TIME, "must be at least %s, which it is now, but is %s".formatted(present, change));
    }
  }

  private void epochsMayGrow() {
    if (spec.stopping().stream().anyMatch(StoppingSpec.Hyperband.class::isInstance)) {
      report("training.epochs", "can't grow, because hyperband has laid its brackets out over it");
    }
    texts(spec.document().at("/training/schedule"))
        .filter(SCHEDULES_TO_THE_END::contains)
        .findFirst()
        .ifPresent(
            schedule ->
                report(
                    "training.epochs",
                    "can't grow, because training.schedule is %s, which ends at the last epoch"
                        .formatted(schedule)));
  }

  private static Stream<String> texts(JsonNode node) {
    return node.isTextual()
        ? Stream.of(node.textValue())
        : node.valueStream().flatMap(ExtensionRules::texts);
  }

  private void widens(String path, JsonNode present, JsonNode change) {
    switch (spec.search().method()) {
      case SearchSpec.Grid _ ->
          report(path, "can't be widened, because search.method grid has laid out every trial");
      case SearchSpec.CoarseToFine _ ->
          report(path, "can't be widened, because search.method coarse-to-fine narrows it");
      case SearchSpec.Recipe _ ->
          report(path, "can't be widened, because search.method recipe narrows it");
      case SearchSpec.Random _, SearchSpec.Tpe _, SearchSpec.Pbt _ -> {
        if (!isWider(path, present, change)) {
          report(
              path,
              "must be of the same kind as %s and contain it, but is %s"
                  .formatted(present, Words.shortened(change.toString())));
        }
      }
    }
  }

  private static boolean isWider(String path, JsonNode present, JsonNode change) {
    return Distributions.isDistribution(change)
        && TrialPart.distribution(path, change).contains(TrialPart.distribution(path, present));
  }

  private void report(String path, String message) {
    errors.add(new SpecError(path, message));
  }
}

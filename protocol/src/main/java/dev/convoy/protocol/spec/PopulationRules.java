package dev.convoy.protocol.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What must be the same for all trials of a population: a copy goes on from the weights of another
 * trial in the middle of its run, so nothing may differ that changes the shape of those weights or
 * what the network sees.
 */
final class PopulationRules {
  private static final String METHOD = "search.method pbt";
  private static final List<String> SIZED = List.of("random-resized-crop", "scale-jitter");

  private final JsonNode document;
  private final List<SpecError> errors = new ArrayList<>();

  private PopulationRules(JsonNode document) {
    this.document = document;
  }

  /** Checks a document in which shorthands are written out and defaults filled in. */
  static List<SpecError> check(JsonNode document) {
    PopulationRules rules = new PopulationRules(document);
    if (document.at("/search/method").asText().equals("pbt")) {
      rules.keepsItsShape();
      rules.seesImagesOfOneSize("augmentation", document.path("augmentation"));
      EpochBound.check(document, "search.interval", document.at("/search/interval"))
          .ifPresent(rules.errors::add);
    }
    return rules.errors;
  }

  private void keepsItsShape() {
    refuseDistribution("model", document.path("model"));
    for (Map.Entry<String, JsonNode> field : document.path("model").properties()) {
      if (!field.getKey().equals("dropout")) {
        refuseDistributions("model." + field.getKey(), field.getValue());
      }
    }
    refuseDistributions("preprocessing", document.path("preprocessing"));
    refuseDistribution("training", document.path("training"));
    refuseDistributions("training.epochs", document.at("/training/epochs"));
    refuseDistributions("training.transfer", document.at("/training/transfer"));
  }

  /** What gives images another size stands for all trials or for none, with one size. */
  private void seesImagesOfOneSize(String path, JsonNode value) {
    if (Distributions.isDistribution(value)) {
      SIZED.stream()
          .filter(name -> value.findValue(name) != null)
          .forEach(
              name ->
                  errors.add(
                      new SpecError(
                          path,
                          "must not choose %s for %s, because it gives images another size"
                              .formatted(name, METHOD))));
      return;
    }
    for (String name : SIZED) {
      refuseDistributions(path + "." + name + ".size", value.path(name).path("size"));
    }
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      seesImagesOfOneSize(path + "." + i, value.path(i));
    }
  }

  private void refuseDistributions(String path, JsonNode value) {
    refuseDistribution(path, value);
    value
        .properties()
        .forEach(field -> refuseDistributions(path + "." + field.getKey(), field.getValue()));
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      refuseDistributions(path + "." + i, value.path(i));
    }
  }

  private void refuseDistribution(String path, JsonNode value) {
    if (Distributions.isDistribution(value)) {
      errors.add(
          new SpecError(
              path,
              "must be a plain value for %s, which goes on with other weights".formatted(METHOD)));
    }
  }
}

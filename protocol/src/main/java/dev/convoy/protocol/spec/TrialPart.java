package dev.convoy.protocol.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The part of a document that describes one trial, and the distributions in it. */
final class TrialPart {
  static final List<String> FIELDS =
      List.of("dataset", "model", "preprocessing", "augmentation", "training");

  /** Those of the fields in which distributions may stand; all trials share one dataset. */
  static final List<String> HYPERPARAMETERS =
      List.of("model", "preprocessing", "augmentation", "training");

  private TrialPart() {}

  static SearchSpace spaceOf(JsonNode document) {
    Map<String, Distribution> found = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : document.properties()) {
      if (HYPERPARAMETERS.contains(field.getKey())) {
        collect(field.getKey(), field.getValue(), found);
      }
    }
    return new SearchSpace(found);
  }

  private static void collect(String path, JsonNode node, Map<String, Distribution> found) {
    if (Distributions.isDistribution(node)) {
      found.put(path, distribution(path, node));
      return;
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      collect(path + "." + field.getKey(), field.getValue(), found);
    }
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        collect(path + "." + i, node.get(i), found);
      }
    }
  }

  static Distribution distribution(String path, JsonNode node) {
    if (!node.has("choice")) {
      return DistributionReader.read(node);
    }
    List<ParameterValue> options = new ArrayList<>();
    List<SearchSpace> within = new ArrayList<>();
    for (JsonNode option : node.path("choice")) {
      Map<String, Distribution> found = new LinkedHashMap<>();
      collect(path, option, found);
      options.add(new ParameterValue(withoutDistributions(option)));
      within.add(new SearchSpace(found));
    }
    return new Distribution.Choice(options, within);
  }

  /** A node with null for every distribution in it. */
  static JsonNode withoutDistributions(JsonNode node) {
    if (Distributions.isDistribution(node)) {
      return NullNode.getInstance();
    }
    return switch (node) {
      case ObjectNode object -> {
        ObjectNode plain = SpecJson.MAPPER.createObjectNode();
        object
            .properties()
            .forEach(field -> plain.set(field.getKey(), withoutDistributions(field.getValue())));
        yield plain;
      }
      case ArrayNode array ->
          SpecJson.MAPPER
              .createArrayNode()
              .addAll(array.valueStream().map(TrialPart::withoutDistributions).toList());
      default -> node;
    };
  }

  static JsonNode resolve(JsonNode document, Hyperparameters draw) {
    ObjectNode trial = SpecJson.MAPPER.createObjectNode();
    for (String field : FIELDS) {
      trial.set(field, resolve(field, document.path(field), draw));
    }
    return Defaults.fillIn(trial);
  }

  private static JsonNode resolve(String path, JsonNode node, Hyperparameters draw) {
    if (Distributions.isDistribution(node) || node.isNull()) {
      ParameterValue value = draw.values().get(path);
      if (value == null || value.json().isNull()) {
        throw new IllegalArgumentException("The draw has no value for " + path);
      }
      return resolve(path, value.json(), draw);
    }
    if (node instanceof ObjectNode object) {
      ObjectNode resolved = SpecJson.MAPPER.createObjectNode();
      object
          .properties()
          .forEach(
              field ->
                  resolved.set(
                      field.getKey(),
                      resolve(path + "." + field.getKey(), field.getValue(), draw)));
      return resolved;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode resolved = SpecJson.MAPPER.createArrayNode();
      for (int i = 0; i < array.size(); i++) {
        resolved.add(resolve(path + "." + i, array.get(i), draw));
      }
      return resolved;
    }
    return node;
  }
}

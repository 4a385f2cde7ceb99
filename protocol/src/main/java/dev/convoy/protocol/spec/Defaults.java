package dev.convoy.protocol.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * What a document means where it is silent: the schema's {@code default}s, merged beneath it. A
 * type's own defaults ({@code variants}) join once the type is known, so a document whose type is
 * drawn is complete only as a trial. Filling in twice changes nothing.
 */
final class Defaults {

  private Defaults() {}

  /** A whole document, or the trial part of one, with everything that was left out. */
  static JsonNode fillIn(JsonNode document) {
    return fill(ExperimentSchema.SOURCE, document);
  }

  private static JsonNode fill(JsonNode schema, JsonNode value) {
    if (Distributions.isDistribution(value)) {
      return value;
    }
    if (schema.has(ExperimentSchema.REF)) {
      return fill(ExperimentSchema.referred(schema), value);
    }
    if (value.isArray() && schema.has("items")) {
      return JsonNodeFactory.instance
          .arrayNode()
          .addAll(value.valueStream().map(item -> fill(schema.path("items"), item)).toList());
    }
    return value instanceof ObjectNode object && schema.has("properties")
        ? fillObject(schema, object)
        : value;
  }

  private static ObjectNode fillObject(JsonNode schema, ObjectNode object) {
    ObjectNode filled = JsonNodeFactory.instance.objectNode();
    filled.setAll(object);
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      JsonNode present = filled.path(property.getKey());
      if (!present.isMissingNode()) {
        filled.set(property.getKey(), fill(property.getValue(), present));
      } else if (!Shorthand.isCall(schema)) {
        addDefault(filled, property.getKey(), property.getValue());
      }
    }
    for (Map.Entry<String, JsonNode> variants : schema.path(Variants.KEYWORD).properties()) {
      String type = filled.path(variants.getKey()).asText();
      variants.getValue().path(type).properties().stream()
          .filter(field -> !field.getValue().isNull() && !filled.has(field.getKey()))
          .forEach(field -> filled.set(field.getKey(), field.getValue()));
    }
    return filled;
  }

  private static void addDefault(ObjectNode filled, String name, JsonNode schema) {
    if (schema.has("default")) {
      filled.set(name, fill(schema, schema.path("default")));
    } else if (schema.path("type").asText().equals("object")) {
      filled.set(name, fill(schema, JsonNodeFactory.instance.objectNode()));
    }
  }
}

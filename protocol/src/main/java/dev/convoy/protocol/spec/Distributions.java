package dev.convoy.protocol.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The distributions as the schema has them: which may stand for a value, and within which bounds.
 */
final class Distributions {
  static final List<String> NAMES = List.of("uniform", "logUniform", "integer", "choice");

  /** Marks the schema of a distribution, for the one that words the errors. */
  static final String COMMENT = "a distribution";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Distributions() {}

  static boolean isDistribution(JsonNode node) {
    return node.isObject() && node.size() == 1 && NAMES.contains(node.fieldNames().next());
  }

  /**
   * The schema of what may be drawn for a value.
   *
   * @param value the value's own schema
   * @param pointer to that schema, as a fragment
   */
  static ObjectNode schema(JsonNode value, String pointer) {
    ObjectNode properties = NODES.objectNode();
    for (String name : allowedFor(value.path("type").asText())) {
      properties.set(name, name.equals("choice") ? options(pointer) : range(name, pointer));
    }
    ObjectNode schema = NODES.objectNode();
    schema.put("$comment", COMMENT);
    schema.put("title", "Distribution");
    schema.put("type", "object").put("minProperties", 1).put("maxProperties", 1);
    schema.put("additionalProperties", false);
    schema.set("properties", properties);
    return schema;
  }

  /** Tells a distribution from a value of this type; only an object takes a closer look. */
  static ObjectNode condition(String type) {
    ObjectNode condition = NODES.objectNode().put("type", "object");
    if (type.equals("object")) {
      condition.put("minProperties", 1).put("maxProperties", 1);
      ArrayNode names = condition.putObject("propertyNames").putArray("enum");
      NAMES.forEach(names::add);
    }
    return condition;
  }

  private static List<String> allowedFor(String type) {
    return switch (type) {
      case "number" -> NAMES;
      case "integer" -> List.of("integer", "choice");
      default -> List.of("choice");
    };
  }

  private static ObjectNode range(String name, String pointer) {
    ObjectNode range = NODES.objectNode();
    range.put(
        "title",
        switch (name) {
          case "uniform" -> "Any number of [low, high), each as likely";
          case "logUniform" -> "Any number of [low, high), each decade as likely";
          default -> "Any whole number of [low, high], each as likely";
        });
    range.put("type", "array").put("minItems", 2).put("maxItems", 2);
    ObjectNode items = range.putObject("items").put("$ref", pointer);
    if (name.equals("integer")) {
      items.put("type", "integer");
    }
    return range;
  }

  private static ObjectNode options(String pointer) {
    ObjectNode options = NODES.objectNode().put("title", "Any of these, each as likely");
    options.put("type", "array").put("minItems", 1).put("maxItems", 1000);
    options.putObject("items").put("$ref", pointer);
    return options;
  }
}

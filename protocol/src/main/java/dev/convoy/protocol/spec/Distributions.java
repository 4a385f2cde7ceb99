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
  static final List<String> NAMES =
      List.of(
          "uniform",
          "logUniform",
          "reverseLogUniform",
          "normal",
          "logNormal",
          "integer",
          "logInteger",
          "choice",
          "ordinal",
          "fixed");

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
      properties.set(name, arguments(name, pointer));
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
      case "integer" -> List.of("integer", "logInteger", "choice", "ordinal", "fixed");
      case "object", "array" -> List.of("choice", "fixed");
      default -> List.of("choice", "ordinal", "fixed");
    };
  }

  private static ObjectNode arguments(String name, String pointer) {
    return switch (name) {
      case "uniform" -> range("Any number of [low, high), each as likely", "number", pointer);
      case "logUniform" ->
          range("Any number of [low, high), each decade as likely", "number", pointer);
      case "reverseLogUniform" ->
          range("One minus a number, each decade as likely, of [low, high)", "number", pointer);
      case "integer" ->
          range("Any whole number of [low, high], each as likely", "integer", pointer);
      case "logInteger" ->
          range("Any whole number of [low, high], each decade as likely", "integer", pointer);
      case "normal" -> bell("[mean, deviation, low, high], cut off at low and high", pointer);
      case "logNormal" ->
          bell("[median, deviation of the natural logarithm, low, high], cut off", pointer);
      case "choice" -> options("Any of these, each as likely", pointer);
      case "ordinal" -> options("Any of these, each as likely, in their order", pointer);
      default -> reference(pointer).put("title", "This one");
    };
  }

  /** {@code [low, high]} or {@code [low, high, step]}. */
  private static ObjectNode range(String title, String type, String pointer) {
    ObjectNode range = NODES.objectNode().put("title", title);
    range.put("type", "array").put("minItems", 2).put("maxItems", 3);
    ArrayNode items = range.putArray("prefixItems");
    items.add(reference(pointer).put("type", type));
    items.add(reference(pointer).put("type", type));
    range.set("items", positive(type));
    return range;
  }

  /** {@code [centre, deviation, low, high]} or the same with a step. */
  private static ObjectNode bell(String title, String pointer) {
    ObjectNode bell = NODES.objectNode().put("title", title);
    bell.put("type", "array").put("minItems", 4).put("maxItems", 5);
    ArrayNode items = bell.putArray("prefixItems");
    items.add(reference(pointer)).add(positive("number"));
    items.add(reference(pointer)).add(reference(pointer));
    bell.set("items", positive("number"));
    return bell;
  }

  private static ObjectNode positive(String type) {
    return NODES.objectNode().put("type", type).put("exclusiveMinimum", 0);
  }

  private static ObjectNode reference(String pointer) {
    return NODES.objectNode().put("$ref", pointer);
  }

  private static ObjectNode options(String title, String pointer) {
    ObjectNode options = NODES.objectNode().put("title", title);
    options.put("type", "array").put("minItems", 1).put("maxItems", 1000);
    options.set("items", reference(pointer));
    return options;
  }
}

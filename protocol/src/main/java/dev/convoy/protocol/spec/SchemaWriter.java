package dev.convoy.protocol.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * Makes the schema of experiments out of {@code experiment.schema.json}, which is written as if
 * there were no distributions: here every value of the trial part becomes a value or a distribution
 * within the same bounds, and every {@code variants} (which fields a type has, and their defaults)
 * becomes conditions that any validator understands.
 */
final class SchemaWriter {
  /** Our own keyword: field, its value, then the fields that go with it and their defaults. */
  static final String VARIANTS = "variants";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<String> ANNOTATIONS =
      List.of("title", "description", "default", "examples");

  private SchemaWriter() {}

  static ObjectNode write(ObjectNode source) {
    ObjectNode schema = source.deepCopy();
    ObjectNode properties = (ObjectNode) schema.path("properties");
    ObjectNode plain = schema.putObject("$defs").putObject("plain");
    for (String field : TrialPart.HYPERPARAMETERS) {
      JsonNode value = source.path("properties").path(field);
      plain.set(field, value);
      properties.set(field, open(value, "#/$defs/plain/" + field));
    }
    expandVariants(schema);
    return schema;
  }

  /** A schema for a value or a distribution of it, and so on within it. */
  private static ObjectNode open(JsonNode value, String pointer) {
    ObjectNode open = NODES.objectNode();
    ObjectNode inner = value.deepCopy();
    for (String annotation : ANNOTATIONS) {
      if (inner.has(annotation)) {
        open.set(annotation, inner.remove(annotation));
      }
    }
    for (Map.Entry<String, JsonNode> field : value.path("properties").properties()) {
      ((ObjectNode) inner.path("properties"))
          .set(field.getKey(), open(field.getValue(), pointer + "/properties/" + field.getKey()));
    }
    if (value.has("items")) {
      inner.set("items", open(value.path("items"), pointer + "/items"));
    }
    open.set("if", Distributions.condition(value));
    open.set("then", Distributions.schema(value, pointer));
    open.set("else", inner);
    return open;
  }

  private static void expandVariants(JsonNode schema) {
    schema.forEach(SchemaWriter::expandVariants);
    if (schema instanceof ObjectNode object && object.has(VARIANTS)) {
      Map.Entry<String, JsonNode> variants = object.remove(VARIANTS).properties().iterator().next();
      ArrayNode conditions = object.putArray("allOf");
      for (Map.Entry<String, JsonNode> variant : variants.getValue().properties()) {
        conditions.add(defaults(variants.getKey(), variant));
      }
    }
  }

  private static ObjectNode defaults(String field, Map.Entry<String, JsonNode> variant) {
    ObjectNode condition = NODES.objectNode();
    ObjectNode when = condition.putObject("if").put("type", "object");
    when.putObject("properties").putObject(field).put("const", variant.getKey());
    when.putArray("required").add(field);
    ObjectNode then = condition.putObject("then").putObject("properties");
    variant
        .getValue()
        .properties()
        .forEach(entry -> then.putObject(entry.getKey()).set("default", entry.getValue()));
    return condition;
  }
}

package dev.convoy.protocol.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Our own keyword {@code variants} as plain JSON Schema. It says which fields each type has and
 * their defaults: {@code {"type": {"sgd": {"momentum": 0.9}, "adam": {"beta1": 0.9}}}}. It becomes
 * conditions: under a type its defaults hold, and a field is refused where the type, or every type
 * that may be drawn, has none of it. A default of null is none.
 */
final class Variants {
  static final String KEYWORD = "variants";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final String discriminator;
  private final JsonNode byType;
  private final ArrayNode conditions;

  private Variants(String discriminator, JsonNode byType, ArrayNode conditions) {
    this.discriminator = discriminator;
    this.byType = byType;
    this.conditions = conditions;
  }

  /** Replaces the keyword wherever it stands beneath a schema. */
  static void expand(JsonNode schema) {
    schema.forEach(Variants::expand);
    if (schema instanceof ObjectNode object && object.has(KEYWORD)) {
      Map.Entry<String, JsonNode> keyword = object.remove(KEYWORD).properties().iterator().next();
      new Variants(keyword.getKey(), keyword.getValue(), object.putArray("allOf")).write();
    }
  }

  private void write() {
    byType.properties().forEach(type -> conditions.add(defaults(type.getKey(), type.getValue())));
    Map<String, Set<String>> owners = new LinkedHashMap<>();
    byType
        .properties()
        .forEach(
            type ->
                type.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        field ->
                            owners
                                .computeIfAbsent(field, any -> new LinkedHashSet<>())
                                .add(type.getKey())));
    owners.entrySet().stream()
        .filter(owner -> owner.getValue().size() < byType.size())
        .forEach(owner -> conditions.add(refusal(owner.getKey(), owner.getValue())));
  }

  private ObjectNode defaults(String type, JsonNode fields) {
    ObjectNode condition = NODES.objectNode();
    when(condition).put("const", type);
    ObjectNode then = condition.putObject("then").putObject("properties");
    fields.properties().stream()
        .filter(field -> !field.getValue().isNull())
        .forEach(field -> then.putObject(field.getKey()).set("default", field.getValue()));
    return condition;
  }

  /** {@code if} the type is none of the field's owners, then the field must be absent. */
  private ObjectNode refusal(String field, Set<String> owners) {
    ArrayNode others = NODES.arrayNode();
    byType
        .fieldNames()
        .forEachRemaining(
            type -> {
              if (!owners.contains(type)) {
                others.add(type);
              }
            });
    ObjectNode condition = NODES.objectNode();
    ArrayNode either = when(condition).putArray("anyOf");
    either.addObject().set("enum", others);
    ObjectNode drawn = either.addObject().put("type", "object");
    drawn.putArray("required").add("choice");
    drawn.putObject("properties").putObject("choice").putObject("items").set("enum", others);
    String comment =
        "must be left out, because only %s %s has it"
            .formatted(discriminator, String.join(" or ", owners));
    condition
        .putObject("then")
        .putObject("properties")
        .putObject(field)
        .put("$comment", comment)
        .putObject("not");
    return condition;
  }

  private ObjectNode when(ObjectNode condition) {
    ObjectNode when = condition.putObject("if").put("type", "object");
    when.putArray("required").add(discriminator);
    return when.putObject("properties").putObject(discriminator);
  }
}

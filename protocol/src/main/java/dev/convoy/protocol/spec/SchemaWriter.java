package dev.convoy.protocol.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * Makes the schema of experiments out of {@code experiment.schema.json}, which is written as if
 * there were no distributions and no shorthands: here every value of the trial part becomes a value
 * or a distribution within the same bounds, every call may be written short, and {@link Variants}
 * become conditions.
 */
final class SchemaWriter {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String PROPERTIES = "#/properties/";
  private static final List<String> ANNOTATIONS =
      List.of("title", "description", "default", "examples");

  private SchemaWriter() {}

  static ObjectNode write(ObjectNode source) {
    ObjectNode schema = source.deepCopy();
    ObjectNode properties = (ObjectNode) schema.path("properties");
    for (String field : TrialPart.HYPERPARAMETERS) {
      properties.set(field, open(source.path("properties").path(field), PROPERTIES + field));
    }
    properties.set("stopping", orShortItems(source.path("properties").path("stopping")));
    properties.set("search", orMethod((ObjectNode) properties.path("search")));
    Variants.expand(schema);
    return schema;
  }

  /**
   * A schema for a value or a distribution of it, and so on within it.
   *
   * @param at where the schema will stand, as a fragment: a distribution's ends and options are
   *     what the branch for values there takes
   */
  private static ObjectNode open(JsonNode value, String at) {
    boolean call = Shorthand.isCall(value);
    String plain = at + "/else";
    ObjectNode inner = openProperties(value, call ? plain + "/else" : plain);
    if (value.has("items")) {
      inner.set("items", open(value.path("items"), plain + "/items"));
    }
    return either(
        Distributions.condition(value.path("type").asText()),
        Distributions.schema(value, plain),
        call ? orShort(inner) : inner);
  }

  private static ObjectNode openProperties(JsonNode value, String at) {
    boolean call = Shorthand.isCall(value);
    ObjectNode opened = value.deepCopy();
    for (Map.Entry<String, JsonNode> property : value.path("properties").properties()) {
      String inside = at + "/properties/" + property.getKey();
      boolean byName = call && !property.getValue().path("properties").isEmpty();
      ((ObjectNode) opened.path("properties"))
          .set(
              property.getKey(),
              call
                  ? openProperties(property.getValue(), byName ? inside + "/then" : inside)
                  : open(property.getValue(), inside));
    }
    return opened;
  }

  private static ObjectNode orShortItems(JsonNode list) {
    ObjectNode orShort = list.deepCopy();
    orShort.set("items", orShort((ObjectNode) orShort.path("items")));
    return orShort;
  }

  /** A search written out, or its method alone. */
  private static ObjectNode orMethod(ObjectNode search) {
    ObjectNode method = (ObjectNode) search.at("/properties/method").deepCopy();
    method.remove("default");
    return either(NODES.objectNode().put("type", "string"), method, search);
  }

  /** A call written out, or as text, or with its first argument alone. */
  private static ObjectNode orShort(ObjectNode call) {
    ObjectNode byName = NODES.objectNode().put("type", "object");
    byName.set("not", Distributions.condition("object"));
    ObjectNode names = (ObjectNode) call.path("properties");
    for (Map.Entry<String, JsonNode> name : names.properties()) {
      JsonNode parameters = name.getValue().path("properties");
      if (!parameters.isEmpty()) {
        ObjectNode first = parameters.elements().next().deepCopy();
        name.setValue(either(byName, (ObjectNode) name.getValue(), first));
      }
    }
    ObjectNode text = NODES.objectNode().put("title", "As a call: name, name(1) or name(key=1)");
    return either(NODES.objectNode().put("type", "string"), text, call);
  }

  /** Either of two schemas, so that the errors are those of the one that was meant. */
  private static ObjectNode either(ObjectNode condition, ObjectNode then, ObjectNode otherwise) {
    ObjectNode either = NODES.objectNode();
    for (String annotation : ANNOTATIONS) {
      if (otherwise.has(annotation)) {
        either.set(annotation, otherwise.remove(annotation));
      }
    }
    either.set("if", condition);
    either.set("then", then);
    either.set("else", otherwise);
    return either;
  }
}

package dev.convoy.protocol.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.protocol.document.Call;
import dev.convoy.protocol.document.DocumentSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes out what may be written short: {@code crop(4)}, {@code crop(padding=4)} and {@code {crop:
 * 4}} all become {@code {crop: {padding: 4}}}, also within a rule that holds others; {@code search:
 * grid} is its method. The order of arguments is that of the schema. What can't be understood stays
 * as it is, with an error.
 */
final class Shorthand {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<String> FIELDS = List.of("augmentation", "stopping");

  private final List<SpecError> errors;

  private Shorthand(List<SpecError> errors) {
    this.errors = errors;
  }

  /** Whether a schema is that of a call: an object with one field, the name. */
  static boolean isCall(JsonNode schema) {
    return schema.path("maxProperties").asInt() == 1;
  }

  /**
   * Writes out a document.
   *
   * @param errors where to add what can't be understood
   */
  static JsonNode expand(JsonNode document, List<SpecError> errors) {
    if (!(document instanceof ObjectNode)) {
      return document;
    }
    ObjectNode expanded = document.deepCopy();
    Shorthand shorthand = new Shorthand(errors);
    for (String field : FIELDS) {
      if (expanded.has(field)) {
        JsonNode calls = ExperimentSchema.SOURCE.at("/properties/" + field + "/items/properties");
        expanded.set(field, shorthand.expand(field, expanded.path(field), calls));
      }
    }
    if (expanded.path("search").isTextual()) {
      expanded.set("search", NODES.objectNode().set("method", expanded.path("search")));
    }
    if (expanded.path("model") instanceof ObjectNode model && model.has("layers")) {
      model.set("layers", LayerList.expand(model.path("layers"), errors));
      if (!model.has("architecture")) {
        model.put("architecture", "own");
      }
    }
    return expanded;
  }

  /** Also looks into choices, whose options may be calls or lists of calls. */
  private JsonNode expand(String path, JsonNode value, JsonNode calls) {
    if (value instanceof ArrayNode list) {
      ArrayNode expanded = NODES.arrayNode();
      for (int i = 0; i < list.size(); i++) {
        expanded.add(expand(path + "." + i, list.get(i), calls));
      }
      return expanded;
    }
    if (value.isTextual()) {
      return call(path, value, calls);
    }
    if (value.isObject() && value.size() == 1) {
      String name = value.fieldNames().next();
      return NODES
          .objectNode()
          .set(
              name,
              Distributions.isDistribution(value)
                  ? expand(path + "." + name, value.path(name), calls)
                  : within(
                      path + "." + name,
                      argument(value.path(name), calls.path(name).path("properties")),
                      name,
                      calls));
    }
    return value;
  }

  /** Arguments that are calls themselves are those whose schema stands elsewhere. */
  private JsonNode within(String path, JsonNode arguments, String name, JsonNode calls) {
    if (arguments instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> argument :
          calls.path(name).path("properties").properties()) {
        JsonNode schema = argument.getValue();
        String key = argument.getKey();
        boolean calling =
            schema.has(ExperimentSchema.REF) || schema.path("items").has(ExperimentSchema.REF);
        if (calling && object.has(key)) {
          object.set(key, expand(path + "." + key, object.path(key), calls));
        }
      }
    }
    return arguments;
  }

  private static JsonNode argument(JsonNode value, JsonNode parameters) {
    boolean byName = value.isObject() && !Distributions.isDistribution(value);
    if (byName || parameters.isEmpty()) {
      return value;
    }
    return NODES.objectNode().set(parameters.fieldNames().next(), value);
  }

  private JsonNode call(String path, JsonNode text, JsonNode calls) {
    try {
      Call call = Call.parse(text.textValue());
      List<String> parameters = new ArrayList<>();
      calls.path(call.name()).path("properties").fieldNames().forEachRemaining(parameters::add);
      ObjectNode arguments = NODES.objectNode();
      if (calls.has(call.name())) {
        arguments.setAll(call.bind(parameters));
      }
      return NODES
          .objectNode()
          .set(call.name(), within(path + "." + call.name(), arguments, call.name(), calls));
    } catch (DocumentSyntaxException e) {
      errors.add(new SpecError(path, e.problem()));
      return text;
    }
  }
}

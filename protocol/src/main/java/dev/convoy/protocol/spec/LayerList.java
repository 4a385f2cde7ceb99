package dev.convoy.protocol.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Writes out a list of layers: {@code conv(32, 3)} becomes {@code {conv: {out: 32, kernel: 3}}},
 * also within layers such as {@code residual}. YAML cuts {@code [conv(32, 3), relu]} at every
 * comma; the pieces of one layer are put together again. What can't be understood stays as it is,
 * with an error.
 */
final class LayerList {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String LAYERS = "layers";
  private static final JsonNode KNOWN =
      ExperimentSchema.SOURCE.at("/properties/model/properties/layers/items/properties");

  private final List<SpecError> errors;

  private LayerList(List<SpecError> errors) {
    this.errors = errors;
  }

  /**
   * Writes out.
   *
   * @param errors where to add what can't be understood
   */
  static JsonNode expand(JsonNode layers, List<SpecError> errors) {
    return new LayerList(errors).list("model.layers", layers);
  }

  private JsonNode list(String path, JsonNode value) {
    if (Distributions.isDistribution(value)) {
      return options(path, value);
    }
    if (!(value instanceof ArrayNode pieces)) {
      return value;
    }
    ArrayNode layers = NODES.arrayNode();
    for (JsonNode layer : joined(pieces)) {
      layers.add(layer(path + "." + layers.size(), layer));
    }
    return layers;
  }

  /** Options may be layers or whole lists of them. */
  private ObjectNode options(String path, JsonNode distribution) {
    String name = distribution.fieldNames().next();
    JsonNode options = distribution.path(name);
    ArrayNode expanded = NODES.arrayNode();
    for (JsonNode option : options.isArray() ? joined((ArrayNode) options) : NODES.arrayNode()) {
      String place = path + "." + name + "." + expanded.size();
      expanded.add(option.isArray() ? list(place, option) : layer(place, option));
    }
    return NODES.objectNode().set(name, options.isArray() ? expanded : options);
  }

  /** Puts {@code conv(32} and {@code 3)} together again. */
  private static ArrayNode joined(ArrayNode pieces) {
    ArrayNode whole = NODES.arrayNode();
    StringBuilder open = new StringBuilder();
    for (JsonNode piece : pieces) {
      boolean opens = piece.isTextual() && depth(piece.asText()) > 0;
      if ((open.isEmpty() && !opens) || !piece.isValueNode()) {
        whole.add(piece);
        continue;
      }
      open.append(open.isEmpty() ? "" : ", ").append(piece.asText());
      if (depth(open) <= 0) {
        whole.add(open.toString());
        open.setLength(0);
      }
    }
    return open.isEmpty() ? whole : whole.add(open.toString());
  }

  private static long depth(CharSequence text) {
    return text.chars().filter(c -> c == '(').count() - text.chars().filter(c -> c == ')').count();
  }

  private JsonNode layer(String path, JsonNode value) {
    if (Distributions.isDistribution(value)) {
      return options(path, value);
    }
    if (value.isTextual()) {
      try {
        return LayerText.parse(value.asText(), KNOWN);
      } catch (IllegalArgumentException e) {
        errors.add(new SpecError(path, String.valueOf(e.getMessage())));
        return value;
      }
    }
    if (value.isObject() && value.size() == 1) {
      String name = value.fieldNames().next();
      return NODES.objectNode().set(name, arguments(path + "." + name, name, value.path(name)));
    }
    return value;
  }

  private JsonNode arguments(String path, String name, JsonNode value) {
    JsonNode parameters = KNOWN.path(name).path("properties");
    boolean byName = value.isObject() && !Distributions.isDistribution(value);
    if (!byName && parameters.isEmpty()) {
      return value;
    }
    ObjectNode arguments =
        byName
            ? ((ObjectNode) value).deepCopy()
            : NODES.objectNode().set(parameters.fieldNames().next(), value);
    if (arguments.has(LAYERS)) {
      arguments.set(LAYERS, list(path + "." + LAYERS, arguments.path(LAYERS)));
    }
    return arguments;
  }
}

package dev.convoy.protocol.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * What a document means where it is silent: {@code experiment-defaults.json}, merged beneath it.
 */
final class Defaults {
  private static final ObjectNode DEFAULTS = load();

  private Defaults() {}

  static JsonNode fillIn(JsonNode document) {
    return merge(DEFAULTS, (ObjectNode) document);
  }

  private static ObjectNode merge(ObjectNode beneath, ObjectNode above) {
    ObjectNode merged = beneath.deepCopy();
    for (Map.Entry<String, JsonNode> field : above.properties()) {
      JsonNode under = merged.path(field.getKey());
      boolean bothObjects = under.isObject() && field.getValue().isObject();
      merged.set(
          field.getKey(),
          bothObjects && !Distributions.isDistribution(field.getValue())
              ? merge((ObjectNode) under, (ObjectNode) field.getValue())
              : field.getValue().deepCopy());
    }
    return merged;
  }

  private static ObjectNode load() {
    try (InputStream in = Defaults.class.getResourceAsStream("experiment-defaults.json")) {
      return (ObjectNode) SpecJson.MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

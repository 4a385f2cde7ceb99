package dev.convoy.protocol.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A layer of a network of one's own. In JSON an object with one field, such as {@code {"conv":
 * {"out": 32, "kernel": 3}}}.
 *
 * @param name as in the engine
 * @param arguments by name; what was left out is absent
 * @param layers within it, of {@code residual}, {@code repeat}, {@code concat} and {@code sequence}
 */
public record LayerSpec(String name, Map<String, Double> arguments, List<LayerSpec> layers) {

  private static final String LAYERS = "layers";

  public LayerSpec {
    arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    layers = List.copyOf(layers);
  }

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static LayerSpec of(Map<String, Map<String, JsonNode>> json) {
    if (json.size() != 1) {
      throw new IllegalArgumentException("One layer is expected, but there are " + json);
    }
    Map.Entry<String, Map<String, JsonNode>> call = json.entrySet().iterator().next();
    Map<String, Double> arguments = new LinkedHashMap<>();
    List<LayerSpec> layers = new ArrayList<>();
    call.getValue()
        .forEach(
            (name, value) -> {
              if (name.equals(LAYERS)) {
                value.forEach(layer -> layers.add(SpecJson.read(layer, LayerSpec.class)));
              } else {
                arguments.put(name, value.doubleValue());
              }
            });
    return new LayerSpec(call.getKey(), arguments, layers);
  }

  @JsonValue
  ObjectNode json() {
    ObjectNode json = SpecJson.MAPPER.createObjectNode();
    ObjectNode call = json.putObject(name);
    arguments.forEach(call::put);
    if (!layers.isEmpty()) {
      call.putArray(LAYERS).addAll(layers.stream().map(LayerSpec::json).toList());
    }
    return json;
  }
}

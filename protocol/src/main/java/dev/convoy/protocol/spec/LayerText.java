package dev.convoy.protocol.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A layer as text, by recursive descent:
 *
 * <pre>
 * layer    = name [ "(" [ argument { "," argument } ] ")" ]
 * argument = [ key "=" ] ( number | "[" layer { "," layer } "]" )
 * </pre>
 *
 * Arguments go by place in the order of the schema, those with a key after them.
 */
final class LayerText {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern TOKEN =
      Pattern.compile("\\s*([A-Za-z][A-Za-z0-9_-]*|[-+]?[0-9.][0-9.eE+-]*|[(),=\\[\\]]|\\S|$)");
  private static final int DEEPEST = 20;

  private final Matcher tokens;
  private final JsonNode known;
  private String token = "";
  private int depth;

  private LayerText(String text, JsonNode known) {
    tokens = TOKEN.matcher(text);
    this.known = known;
    next();
  }

  /**
   * Reads one layer.
   *
   * @param known schemas of the layers by name, whose properties are the arguments in order
   * @throws IllegalArgumentException naming the token that is wrong and what is expected
   */
  static ObjectNode parse(String text, JsonNode known) {
    LayerText parser = new LayerText(text, known);
    ObjectNode layer = parser.layer();
    parser.expect("", "nothing more");
    return layer;
  }

  private void next() {
    token = tokens.find() ? tokens.group(1) : "";
  }

  private boolean take(String wanted) {
    boolean there = token.equals(wanted);
    if (there) {
      next();
    }
    return there;
  }

  private void expect(String wanted, String words) {
    if (!token.equals(wanted)) {
      throw unexpected(words);
    }
    next();
  }

  private IllegalArgumentException unexpected(String words) {
    String found = token.isEmpty() ? "ends" : "has '" + Words.shortened(token) + "'";
    return new IllegalArgumentException(found + " where " + words + " is expected");
  }

  private ObjectNode layer() {
    if (token.isEmpty() || !Character.isLetter(token.charAt(0))) {
      throw unexpected("a layer's name, as in conv(32, 3),");
    }
    String name = token;
    next();
    List<String> parameters = new ArrayList<>();
    known.path(name).path("properties").fieldNames().forEachRemaining(parameters::add);
    ObjectNode arguments = NODES.objectNode();
    if (take("(") && !take(")")) {
      do {
        argument(name, parameters, arguments);
      } while (take(","));
      expect(")", "a comma or a closing parenthesis");
    }
    return NODES.objectNode().set(name, arguments);
  }

  private void argument(String layer, List<String> parameters, ObjectNode arguments) {
    String key;
    if (!token.isEmpty() && Character.isLetter(token.charAt(0))) {
      key = token;
      next();
      expect("=", "= after " + key);
    } else if (arguments.size() < parameters.size()) {
      key = parameters.get(arguments.size());
    } else {
      throw new IllegalArgumentException(
          known.has(layer)
              ? "gives %s more arguments than it has: %s"
                  .formatted(layer, parameters.isEmpty() ? "none" : String.join(", ", parameters))
              : "has no layer " + layer + "; " + Words.suggestion(layer, names()));
    }
    if (arguments.has(key)) {
      throw new IllegalArgumentException("gives " + key + " of " + layer + " twice");
    }
    arguments.set(key, take("[") ? layers() : number());
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    known.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private ArrayNode layers() {
    if (++depth > DEEPEST) {
      throw new IllegalArgumentException("nests layers more than " + DEEPEST + " deep");
    }
    ArrayNode layers = NODES.arrayNode();
    do {
      layers.add(layer());
    } while (take(","));
    expect("]", "a comma or a closing bracket");
    depth--;
    return layers;
  }

  private JsonNode number() {
    try {
      double value = Double.parseDouble(token);
      next();
      return value == Math.rint(value) && Math.abs(value) < Integer.MAX_VALUE
          ? NODES.numberNode((int) value)
          : NODES.numberNode(value);
    } catch (NumberFormatException e) {
      throw unexpected("a number or a list of layers");
    }
  }
}

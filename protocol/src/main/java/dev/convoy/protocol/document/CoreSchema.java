package dev.convoy.protocol.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * What a scalar without quotes means: the core schema of YAML 1.2 (section 10.3.2), without octal
 * and hexadecimal numbers. {@code .inf} and {@code .nan} stay texts, because JSON has no such
 * numbers.
 */
final class CoreSchema {
  private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]{1,100}");
  private static final Pattern REAL =
      Pattern.compile(
          "[-+]?(\\.[0-9]{1,100}|[0-9]{1,100}(\\.[0-9]{0,100})?)([eE][-+]?[0-9]{1,4})?");

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private CoreSchema() {}

  static JsonNode value(String text) {
    return switch (text) {
      case "", "~", "null", "Null", "NULL" -> NODES.nullNode();
      case "true", "True", "TRUE" -> NODES.booleanNode(true);
      case "false", "False", "FALSE" -> NODES.booleanNode(false);
      default -> numberOrText(text);
    };
  }

  private static JsonNode numberOrText(String text) {
    if (INTEGER.matcher(text).matches()) {
      return integer(new BigInteger(text));
    }
    if (REAL.matcher(text).matches()) {
      double real = Double.parseDouble(text);
      return Double.isFinite(real) ? NODES.numberNode(real) : NODES.textNode(text);
    }
    return NODES.textNode(text);
  }

  /** In the narrowest type, as a JSON parser has it, so that equal documents are equal trees. */
  private static JsonNode integer(BigInteger value) {
    if (value.bitLength() < Integer.SIZE) {
      return NODES.numberNode(value.intValue());
    }
    return value.bitLength() < Long.SIZE
        ? NODES.numberNode(value.longValue())
        : NODES.numberNode(value);
  }
}

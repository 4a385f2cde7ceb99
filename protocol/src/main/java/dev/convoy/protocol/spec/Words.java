package dev.convoy.protocol.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The words of error messages. */
final class Words {
  private static final int LONGEST_QUOTE = 60;

  private Words() {}

  /** A schema's type as a user calls it. */
  static String type(JsonNode type) {
    return switch (type.asText()) {
      case "integer" -> "a whole number";
      case "boolean" -> "true or false";
      case "string" -> "a text";
      case "array" -> "a list";
      case "object" -> "an object";
      default -> "a " + type.asText();
    };
  }

  /** A value of the document, shortened. */
  static String value(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "an object";
      case ARRAY -> "a list";
      case NULL -> "empty";
      case STRING -> "'" + shortened(value.asText()) + "'";
      default -> value.toString();
    };
  }

  static String list(JsonNode values) {
    return values.valueStream().map(JsonNode::asText).collect(Collectors.joining(", "));
  }

  /** What somebody may have meant by a name that isn't known. */
  static String suggestion(String name, List<String> known) {
    if (known.isEmpty()) {
      return "there are none here";
    }
    String nearest =
        known.stream().min(Comparator.comparingInt(candidate -> distance(name, candidate))).get();
    return distance(name, nearest) <= Math.max(1, nearest.length() / 3)
        ? "did you mean '" + nearest + "'?"
        : "must be one of " + String.join(", ", known);
  }

  /** A text fit for one line of a message. */
  static String shortened(String text) {
    String line = text.replaceAll("\\p{Cntrl}", " ");
    return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE) + "...";
  }

  /** Levenshtein's distance of two names, upper and lower case alike. */
  private static int distance(String left, String right) {
    String a = shortened(left).toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[b.length()];
  }
}

package dev.convoy.standalone.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.protocol.spec.Hyperparameters;
import java.util.Locale;
import java.util.stream.Collectors;

/** A draw on one line: each parameter by the last word of its path, and its value in brief. */
final class DrawText {

  private static final int MOST_CHARACTERS = 72;

  private DrawText() {}

  static String of(Hyperparameters draw) {
    return draw.values().entrySet().stream()
        .map(drawn -> name(drawn.getKey()) + " " + cut(value(drawn.getValue().json())))
        .collect(Collectors.joining("  "));
  }

  /** Something in a list by the list's name and its place there, such as {@code layers.6}. */
  private static String name(String path) {
    String word = path.substring(path.lastIndexOf('.') + 1);
    boolean isPlace = !word.isEmpty() && word.chars().allMatch(Character::isDigit);
    int parent = path.lastIndexOf('.', path.length() - word.length() - 2);
    return isPlace ? path.substring(parent + 1) : word;
  }

  private static String cut(String text) {
    return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS - 1) + "…";
  }

  private static String value(JsonNode json) {
    if (json.isFloatingPointNumber()) {
      return String.format(Locale.ROOT, "%.3g", json.doubleValue());
    }
    if (json.isArray()) {
      return "[" + list(json) + "]";
    }
    return json.isObject() ? call(json) : json.asText();
  }

  /** What says what it is, by its type or by its only field, is written as experiments write it. */
  private static String call(JsonNode object) {
    if (object.path("type").isTextual()) {
      return call(object.path("type").textValue(), object);
    }
    return object.properties().stream()
        .filter(only -> object.size() == 1 && only.getValue().isObject())
        .findFirst()
        .map(only -> call(only.getKey(), only.getValue()))
        .orElseGet(() -> "{" + arguments(object) + "}");
  }

  private static String call(String name, JsonNode object) {
    String arguments = arguments(object);
    return arguments.isEmpty() ? name : name + "(" + arguments + ")";
  }

  private static String arguments(JsonNode object) {
    return object.properties().stream()
        .filter(argument -> !argument.getKey().equals("type"))
        .map(
            argument ->
                argument.getKey().equals("layers")
                    ? list(argument.getValue())
                    : argument.getKey() + "=" + value(argument.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String list(JsonNode array) {
    return array.valueStream().map(DrawText::value).collect(Collectors.joining(", "));
  }
}

package dev.convoy.protocol.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code name(value, key=value)} says: a name and arguments, by place first and then by key.
 * {@code name} alone has no arguments. Values are numbers, words, true or false.
 *
 * @param arguments as they are written
 */
public record Call(String name, List<Argument> arguments) {
  private static final Pattern FORM =
      Pattern.compile("\\s*([A-Za-z][A-Za-z0-9_-]*)\\s*(?:\\((.*)\\))?\\s*", Pattern.DOTALL);
  private static final Pattern ARGUMENT =
      Pattern.compile("\\s*(?:([A-Za-z][A-Za-z0-9_]*)\\s*=\\s*)?([A-Za-z0-9.+_-]+)\\s*");

  public Call {
    arguments = List.copyOf(arguments);
  }

  /** One argument; without a key it goes by its place. */
  public record Argument(Optional<String> key, JsonNode value) {}

  /**
   * Reads a call.
   *
   * @throws DocumentSyntaxException if the text is none
   */
  public static Call parse(String text) throws DocumentSyntaxException {
    Matcher call = FORM.matcher(text);
    if (text.contains("(") && !text.contains(")")) {
      throw new DocumentSyntaxException(
          "lacks a closing parenthesis; in a list between brackets a call with commas needs"
              + " quotes");
    }
    if (!call.matches()) {
      throw new DocumentSyntaxException(
          "must be written like name, name(1) or name(key=1), but is '" + text + "'");
    }
    String inside = call.group(2);
    return new Call(
        call.group(1), inside == null || inside.isBlank() ? List.of() : arguments(inside));
  }

  /**
   * The arguments by the parameters' names.
   *
   * @param parameters in the order of places
   * @throws DocumentSyntaxException if there are too many or one is given twice
   */
  public Map<String, JsonNode> bind(List<String> parameters) throws DocumentSyntaxException {
    Map<String, JsonNode> bound = new LinkedHashMap<>();
    for (int place = 0; place < arguments.size(); place++) {
      Argument argument = arguments.get(place);
      if (argument.key().isEmpty() && place >= parameters.size()) {
        throw new DocumentSyntaxException(
            parameters.isEmpty()
                ? "must have no arguments"
                : "must have at most %d arguments, %s"
                    .formatted(parameters.size(), String.join(", ", parameters)));
      }
      String key = argument.key().isPresent() ? argument.key().get() : parameters.get(place);
      if (bound.put(key, argument.value()) != null) {
        throw new DocumentSyntaxException("gives " + key + " twice");
      }
    }
    return bound;
  }

  private static List<Argument> arguments(String inside) throws DocumentSyntaxException {
    List<Argument> arguments = new ArrayList<>();
    for (String part : inside.split(",", -1)) {
      Argument argument = argument(part);
      boolean keyedBefore = !arguments.isEmpty() && arguments.getLast().key().isPresent();
      if (keyedBefore && argument.key().isEmpty()) {
        throw new DocumentSyntaxException(
            "has '%s' without a key after an argument with one".formatted(part.strip()));
      }
      arguments.add(argument);
    }
    return arguments;
  }

  private static Argument argument(String part) throws DocumentSyntaxException {
    Matcher argument = ARGUMENT.matcher(part);
    if (!argument.matches()) {
      throw new DocumentSyntaxException(
          part.isBlank()
              ? "has an empty argument"
              : "has the argument '%s', but a value or key=value is expected"
                  .formatted(part.strip()));
    }
    return new Argument(
        Optional.ofNullable(argument.group(1)), CoreSchema.value(argument.group(2)));
  }
}

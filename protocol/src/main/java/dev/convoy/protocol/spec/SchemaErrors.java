package dev.convoy.protocol.spec;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Words what the validator found so that a user knows what would be right. */
final class SchemaErrors {
  private final JsonNode schema;

  /**
   * Words errors against a schema.
   *
   * @param schema the whole of it, in which the validator's locations are looked up
   */
  SchemaErrors(JsonNode schema) {
    this.schema = schema;
  }

  SpecError error(ValidationMessage found) {
    String path = SpecPath.of(elements(found.getInstanceLocation()));
    return switch (found.getType()) {
      case "additionalProperties" ->
          new SpecError(SpecPath.join(path, found.getProperty()), unknown(found));
      case "required" -> new SpecError(SpecPath.join(path, found.getProperty()), "is missing");
      default -> new SpecError(path, message(found));
    };
  }

  private String message(ValidationMessage found) {
    JsonNode rule = found.getSchemaNode();
    JsonNode value = found.getInstanceNode();
    if (Distributions.isDistribution(value) && !found.getType().equals("not")) {
      return "must be a plain value here, but is a distribution";
    }
    return switch (found.getType()) {
      case "type" -> "must be %s, but is %s".formatted(Words.type(rule), Words.value(value));
      case "enum" -> "must be one of %s, but is %s".formatted(Words.list(rule), Words.value(value));
      case "minimum" -> "must be at least %s, but is %s".formatted(rule, value);
      case "exclusiveMinimum" -> "must be greater than %s, but is %s".formatted(rule, value);
      case "maximum" -> "must be at most %s, but is %s".formatted(rule, value);
      case "exclusiveMaximum" -> "must be less than %s, but is %s".formatted(rule, value);
      case "minLength" -> "must have at least %s characters".formatted(rule);
      case "maxLength" -> "must have at most %s characters".formatted(rule);
      case "minItems" -> "must have at least %s items, but has %d".formatted(rule, value.size());
      case "maxItems" -> "must have at most %s items, but has %d".formatted(rule, value.size());
      case "minProperties", "maxProperties" ->
          "must have exactly one field, but has %d".formatted(value.size());
      case "pattern" ->
          "must be written like %s, but is %s"
              .formatted(Words.list(examples(found)), Words.value(value));
      case "not" -> holder(found).path("$comment").asText();
      default -> found.getError();
    };
  }

  private String unknown(ValidationMessage found) {
    JsonNode holder = holder(found);
    String name = found.getProperty();
    List<String> known = new ArrayList<>();
    holder.path("properties").fieldNames().forEachRemaining(known::add);
    if (holder.path("$comment").asText().equals(Distributions.COMMENT)) {
      return Distributions.NAMES.contains(name)
          ? "can't be drawn so; must be one of " + String.join(", ", known)
          : "unknown distribution; " + Words.suggestion(name, known);
    }
    return (Shorthand.isCall(holder) ? "unknown; " : "unknown field; ")
        + Words.suggestion(name, known);
  }

  /** They stand beside the keyword, or around it if a distribution may stand there too. */
  private JsonNode examples(ValidationMessage found) {
    JsonPointer holder = keyword(found).head();
    JsonNode beside = schema.at(holder).path("examples");
    return beside.isMissingNode() ? schema.at(holder.head()).path("examples") : beside;
  }

  /** The schema that holds the keyword. */
  private JsonNode holder(ValidationMessage found) {
    return schema.at(keyword(found).head());
  }

  private static JsonPointer keyword(ValidationMessage found) {
    return JsonPointer.compile(
        elements(found.getSchemaLocation().getFragment()).stream()
            .map(element -> "/" + element.replace("~", "~0").replace("/", "~1"))
            .collect(Collectors.joining()));
  }

  private static List<String> elements(JsonNodePath path) {
    List<String> elements = new ArrayList<>();
    for (int i = 0; i < path.getNameCount(); i++) {
      elements.add(String.valueOf(path.getElement(i)));
    }
    return elements;
  }
}

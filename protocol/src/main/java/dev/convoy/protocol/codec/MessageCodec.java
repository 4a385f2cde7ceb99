package dev.convoy.protocol.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.protocol.message.Message;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Turns the messages of one family into bytes and back. A message is a JSON object that begins with
 * its {@code type}, the record's simple name, and the {@code version} of its form. A change that
 * old readers can't ignore gets a new type. Thread-safe.
 *
 * @param <M> the family, such as {@code Fact}
 */
public final class MessageCodec<M extends Message> {
  private static final int VERSION = 1;

  private final Class<M> family;
  private final Map<String, Class<? extends M>> types;

  private MessageCodec(Class<M> family, Map<String, Class<? extends M>> types) {
    this.family = family;
    this.types = types;
  }

  /** The codec of a sealed family of records. */
  public static <M extends Message> MessageCodec<M> of(Class<M> family) {
    return new MessageCodec<>(
        family,
        Stream.of(family.getPermittedSubclasses())
            .<Class<? extends M>>map(type -> type.asSubclass(family))
            .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, Function.identity())));
  }

  /** The message as JSON in UTF-8. */
  public byte[] encode(M message) {
    ObjectNode tagged = Json.MAPPER.createObjectNode();
    tagged.put("type", message.getClass().getSimpleName());
    tagged.put("version", VERSION);
    tagged.setAll((ObjectNode) Json.MAPPER.<JsonNode>valueToTree(message));
    try {
      return Json.MAPPER.writeValueAsBytes(tagged);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A record of ours can't be written: " + message, e);
    }
  }

  /**
   * Reads a message.
   *
   * @throws MalformedMessageException if the bytes are no message of this family
   */
  public M decode(byte[] bytes) throws MalformedMessageException {
    try {
      JsonNode tagged = Json.MAPPER.readTree(bytes);
      String type = tagged.path("type").asText();
      Class<? extends M> target = types.get(type);
      if (target == null) {
        throw new MalformedMessageException(
            "No %s is called '%s'".formatted(family.getSimpleName(), type));
      }
      return Json.MAPPER.treeToValue(tagged, target);
    } catch (IOException e) {
      throw new MalformedMessageException(
          "Not a %s: %s".formatted(family.getSimpleName(), e.getMessage()), e);
    }
  }
}

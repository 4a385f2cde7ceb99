package dev.convoy.protocol.codec;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.annotation.JsonAppend;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import dev.convoy.protocol.message.Message;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns the messages of one family into bytes and back. A message is a JSON object with its {@code
 * type}, which is the record's simple name, the {@code version} of its form and the record's
 * fields. A change that old readers can't ignore gets a new type. Thread-safe.
 *
 * @param <M> the family, such as {@code Fact}
 */
public final class MessageCodec<M extends Message> {
  private static final int VERSION = 1;
  private static final Map<Class<?>, MessageCodec<?>> CODECS = new ConcurrentHashMap<>();

  private final Class<M> family;
  private final ObjectWriter writer;
  private final ObjectReader reader;

  private MessageCodec(Class<M> family, JsonMapper mapper) {
    this.family = family;
    this.writer = mapper.writerFor(family).withAttribute("version", VERSION);
    this.reader = mapper.readerFor(family);
  }

  /**
   * The codec of a sealed family of records: one in a process, since it learns each record once.
   */
  @SuppressWarnings("unchecked") // the value's family is its key
  public static <M extends Message> MessageCodec<M> of(Class<M> family) {
    return (MessageCodec<M>) CODECS.computeIfAbsent(family, key -> build(family));
  }

  private static <M extends Message> MessageCodec<M> build(Class<M> family) {
    JsonMapper mapper = Json.MAPPER.rebuild().addMixIn(family, Tagged.class).build();
    for (Class<?> type : family.getPermittedSubclasses()) {
      mapper.registerSubtypes(new NamedType(type, type.getSimpleName()));
    }
    return new MessageCodec<>(family, mapper);
  }

  /** The message as JSON in UTF-8. */
  public byte[] encode(M message) {
    try {
      return writer.writeValueAsBytes(message);
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
    @Nullable M message;
    try {
      message = reader.readValue(bytes);
    } catch (IOException e) {
      throw new MalformedMessageException(
          "Not a %s: %s".formatted(family.getSimpleName(), e.getMessage()), e);
    }
    if (message == null) {
      throw new MalformedMessageException("Not a %s: null".formatted(family.getSimpleName()));
    }
    return message;
  }

  /** What a family's records have in JSON beside their own fields. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonAppend(attrs = @JsonAppend.Attr("version"), prepend = true)
  private interface Tagged {}
}

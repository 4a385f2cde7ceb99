package dev.convoy.protocol.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads a document that somebody sent: whatever it holds, it costs little and ends quickly. */
public final class Documents {
  /** Longest document in bytes; an experiment by hand has about a thousand. */
  public static final int MAX_BYTES = 256 * 1024;

  /** Deepest nesting of objects and lists. */
  static final int MAX_DEPTH = 32;

  /** Longest text of one value, in characters. */
  static final int MAX_TEXT = 10_000;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(100)
                          .maxStringLength(MAX_TEXT)
                          .build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Documents() {}

  /**
   * Reads JSON as RFC 8259 has it, in UTF-8.
   *
   * @throws DocumentSyntaxException if it is none, repeats a key, or is too large or too deep
   */
  public static JsonNode json(byte[] document) throws DocumentSyntaxException {
    try {
      return finite(JSON.readTree(text(document)));
    } catch (JsonProcessingException e) {
      JsonLocation where = e.getLocation();
      String place = where == null ? "" : at(where.getLineNr(), where.getColumnNr());
      throw new DocumentSyntaxException("is not JSON: " + e.getOriginalMessage() + place, e);
    }
  }

  /**
   * Reads one document of YAML 1.2, core schema, in UTF-8.
   *
   * @throws DocumentSyntaxException if it is none, repeats a key, or is too large or too deep
   */
  public static JsonNode yaml(byte[] document) throws DocumentSyntaxException {
    return new YamlTree().read(text(document));
  }

  /** JSON has no infinity, but {@code 1e999} would be read as one. */
  private static JsonNode finite(JsonNode tree) throws DocumentSyntaxException {
    if (tree.isNumber() && !Double.isFinite(tree.doubleValue())) {
      throw new DocumentSyntaxException("holds a number that is too large");
    }
    for (JsonNode child : tree) {
      finite(child);
    }
    return tree;
  }

  static String at(int line, int column) {
    return " (line %d, column %d)".formatted(line, column);
  }

  private static String text(byte[] document) throws DocumentSyntaxException {
    if (document.length > MAX_BYTES) {
      throw new DocumentSyntaxException(
          "has %,d bytes, but at most %,d are read".formatted(document.length, MAX_BYTES));
    }
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
      if (text.isBlank()) {
        throw new DocumentSyntaxException("is empty");
      }
      return text;
    } catch (CharacterCodingException e) {
      throw new DocumentSyntaxException("is not text in UTF-8", e);
    }
  }
}

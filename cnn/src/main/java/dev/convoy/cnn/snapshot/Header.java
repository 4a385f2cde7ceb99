package dev.convoy.cnn.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The header of a safetensors file: its length as eight bytes, little-endian, then JSON that gives
 * each tensor's type, shape and place in the data that follow.
 *
 * @param dataStart where in the file the data begin
 * @param entries in the order of their data
 */
record Header(long dataStart, Map<String, String> metadata, List<Entry> entries) {

  static final String METADATA = "__metadata__";
  static final int LENGTH_BYTES = Long.BYTES;

  private static final long MOST_BYTES = 16L << 20;
  private static final ValueLayout.OfLong LENGTH =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** One tensor's place: from {@code begin} to {@code end}, exclusive, in the data. */
  record Entry(String name, ElementType type, List<Long> shape, long begin, long end) {

    long bytes() {
      return end - begin;
    }
  }

  static Header read(Path path, MemorySegment file) {
    if (file.byteSize() < LENGTH_BYTES) {
      throw new SnapshotException(path, "is too short to be a safetensors file");
    }
    long length = file.get(LENGTH, 0);
    if (length < 2 || length > MOST_BYTES || length > file.byteSize() - LENGTH_BYTES) {
      throw new SnapshotException(
          path,
          "its header claims %s bytes of %d: it is no safetensors file, or cut off"
              .formatted(Long.toUnsignedString(length), file.byteSize()));
    }
    byte[] json = file.asSlice(LENGTH_BYTES, length).toArray(ValueLayout.JAVA_BYTE);
    long dataStart = LENGTH_BYTES + length;
    return parse(path, json, dataStart, file.byteSize() - dataStart);
  }

  private static Header parse(Path path, byte[] json, long dataStart, long dataBytes) {
    Map<String, String> metadata = new LinkedHashMap<>();
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : tree(path, json).properties()) {
      if (field.getKey().equals(METADATA)) {
        field.getValue().properties().forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
      } else {
        entries.add(entry(path, field.getKey(), field.getValue()));
      }
    }
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    requireSeamless(path, entries, dataBytes);
    return new Header(dataStart, metadata, entries);
  }

  private static JsonNode tree(Path path, byte[] json) {
    try {
      JsonNode tree = Json.MAPPER.readTree(new String(json, StandardCharsets.UTF_8));
      if (tree.isObject()) {
        return tree;
      }
      throw new SnapshotException(path, "its header is no JSON object");
    } catch (JsonProcessingException e) {
      throw new SnapshotException(path, "its header is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static Entry entry(Path path, String name, JsonNode json) {
    ElementType type =
        ElementType.named(json.path("dtype").asText())
            .orElseThrow(
                () ->
                    new SnapshotException(
                        path,
                        "tensor '%s' is of type %s; we read F32, F64 and I64"
                            .formatted(name, json.path("dtype"))));
    List<Long> shape = wholeNumbers(path, name, json.path("shape"));
    List<Long> offsets = wholeNumbers(path, name, json.path("data_offsets"));
    if (offsets.size() != 2 || offsets.get(0) > offsets.get(1)) {
      throw new SnapshotException(path, "tensor '" + name + "' has no sound data_offsets");
    }
    Entry entry = new Entry(name, type, shape, offsets.get(0), offsets.get(1));
    requireFit(path, entry);
    return entry;
  }

  private static List<Long> wholeNumbers(Path path, String name, JsonNode json) {
    List<Long> numbers = new ArrayList<>();
    for (JsonNode number : json) {
      if (!number.canConvertToLong() || !number.isIntegralNumber() || number.asLong() < 0) {
        throw new SnapshotException(
            path, "tensor '%s' has %s where a whole number belongs".formatted(name, number));
      }
      numbers.add(number.asLong());
    }
    if (!json.isArray()) {
      throw new SnapshotException(path, "tensor '" + name + "' lacks its shape or data_offsets");
    }
    return numbers;
  }

  private static void requireFit(Path path, Entry entry) {
    long needed;
    try {
      needed = Tensor.bytes(entry.type(), entry.shape());
    } catch (ArithmeticException e) {
      throw new SnapshotException(
          path, "tensor '%s' is too large: %s".formatted(entry.name(), entry.shape()), e);
    }
    if (needed != entry.bytes()) {
      throw new SnapshotException(
          path,
          "tensor '%s' has %d bytes where %s %s needs %d"
              .formatted(entry.name(), entry.bytes(), entry.type(), entry.shape(), needed));
    }
  }

  /** Each tensor begins where the one before ends, and the last ends with the file. */
  private static void requireSeamless(Path path, List<Entry> entries, long dataBytes) {
    long at = 0;
    for (Entry entry : entries) {
      if (entry.begin() != at) {
        throw new SnapshotException(
            path,
            "tensor '%s' begins at %d where %d was due: tensors overlap or leave a hole"
                .formatted(entry.name(), entry.begin(), at));
      }
      at = entry.end();
    }
    if (at != dataBytes) {
      throw new SnapshotException(
          path, "holds %d bytes of data where its header says %d".formatted(dataBytes, at));
    }
  }
}

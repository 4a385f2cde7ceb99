package dev.convoy.cnn.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.cnn.files.AtomicFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Writes safetensors files, wider elements first, so that every tensor is aligned. */
public final class TensorWriter {

  private TensorWriter() {}

  /**
   * Writes tensors to a file that appears whole or not at all.
   *
   * @return the file's SHA-256, in hexadecimal
   * @throws SnapshotException if it can't be written
   */
  public static String write(Path path, List<Tensor> tensors, Map<String, String> metadata) {
    List<Tensor> ordered = tensors.stream().sorted(widestFirst()).toList();
    byte[] header = padded(header(ordered, metadata));
    try {
      return AtomicFile.write(path, sink -> writeAll(sink, header, ordered));
    } catch (IOException e) {
      throw new SnapshotException(path, "can't be written: " + e, e);
    }
  }

  private static Comparator<Tensor> widestFirst() {
    return Comparator.comparingInt((Tensor tensor) -> tensor.type().bytes()).reversed();
  }

  private static void writeAll(AtomicFile.Sink sink, byte[] header, List<Tensor> tensors)
      throws IOException {
    ByteBuffer length = ByteBuffer.allocate(Header.LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    sink.write(MemorySegment.ofArray(length.putLong(header.length).array()));
    sink.write(MemorySegment.ofArray(header));
    for (Tensor tensor : tensors) {
      sink.write(tensor.data());
    }
  }

  private static byte[] header(List<Tensor> tensors, Map<String, String> metadata) {
    ObjectNode root = Json.MAPPER.createObjectNode();
    if (!metadata.isEmpty()) {
      metadata.forEach(root.putObject(Header.METADATA)::put);
    }
    long at = 0;
    for (Tensor tensor : tensors) {
      if (root.has(tensor.name())) {
        throw new IllegalArgumentException("Two tensors are named " + tensor.name());
      }
      ObjectNode entry = root.putObject(tensor.name());
      entry.put("dtype", tensor.type().name());
      tensor.shape().forEach(entry.putArray("shape")::add);
      entry.putArray("data_offsets").add(at).add(at + tensor.data().byteSize());
      at += tensor.data().byteSize();
    }
    try {
      return Json.MAPPER.writeValueAsString(root).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A JSON tree can always be written", e);
    }
  }

  /** Blanks up to a multiple of eight, as the format recommends. */
  private static byte[] padded(byte[] header) {
    byte[] padded = new byte[Math.ceilDiv(header.length, Long.BYTES) * Long.BYTES];
    Arrays.fill(padded, (byte) ' ');
    System.arraycopy(header, 0, padded, 0, header.length);
    return padded;
  }
}

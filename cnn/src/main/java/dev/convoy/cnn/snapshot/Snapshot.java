package dev.convoy.cnn.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.cnn.files.AtomicFile;
import dev.convoy.cnn.files.Digests;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The state of one training run after an epoch: a safetensors file, and beside it a JSON of the
 * same name that is written last and holds the file's SHA-256. A snapshot counts when the JSON is
 * there and the digest fits.
 *
 * @param file the safetensors file
 * @param epoch how many epochs were completed
 * @param sha256 of the safetensors file, in hexadecimal
 * @param description what the writer said about the tensors: spec, statistics, kernel plan
 */
public record Snapshot(Path file, int epoch, String sha256, JsonNode description) {

  private static final int FORMAT = 1;
  private static final String TENSORS = ".safetensors";

  /**
   * Saves a snapshot into a folder as {@code epoch-00012.safetensors} and {@code .json}, replacing
   * one of the same epoch.
   *
   * @throws SnapshotException if it can't be written
   */
  public static Snapshot save(Path folder, int epoch, List<Tensor> tensors, JsonNode description) {
    Path file = folder.resolve("epoch-%05d%s".formatted(epoch, TENSORS));
    String sha256 = TensorWriter.write(file, tensors, Map.of());
    Snapshot snapshot = new Snapshot(file, epoch, sha256, description);
    snapshot.writeJson();
    return snapshot;
  }

  private void writeJson() {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("format", FORMAT).put("epoch", epoch).put("sha256", sha256);
    json.set("description", description);
    byte[] bytes = json.toPrettyString().getBytes(StandardCharsets.UTF_8);
    Path path = jsonBeside(file);
    try {
      AtomicFile.write(path, sink -> sink.write(MemorySegment.ofArray(bytes)));
    } catch (IOException e) {
      throw new SnapshotException(path, "can't be written: " + e, e);
    }
  }

  /**
   * Finds the snapshot that a safetensors file belongs to.
   *
   * @throws SnapshotException if its JSON is missing or damaged, or the file is not the one the
   *     JSON was written for
   */
  public static Snapshot of(Path file) {
    Path path = jsonBeside(file);
    JsonNode json = readJson(path);
    if (json.path("format").asInt() != FORMAT) {
      throw new SnapshotException(
          path, "is of format %s; we read %d".formatted(json.path("format"), FORMAT));
    }
    String sha256 = json.path("sha256").asText();
    if (!digest(file).equals(sha256)) {
      throw new SnapshotException(
          file, "its SHA-256 is not the one that %s was written for".formatted(path));
    }
    return new Snapshot(file, json.path("epoch").asInt(), sha256, json.path("description"));
  }

  private static JsonNode readJson(Path path) {
    try {
      return Json.MAPPER.readTree(Files.readString(path));
    } catch (NoSuchFileException e) {
      throw new SnapshotException(path, "is missing: the snapshot was never finished", e);
    } catch (IOException e) {
      throw new SnapshotException(path, "can't be read: " + e, e);
    }
  }

  private static String digest(Path file) {
    try {
      return Digests.sha256(file);
    } catch (IOException e) {
      throw new SnapshotException(file, "can't be read: " + e, e);
    }
  }

  private static Path jsonBeside(Path file) {
    String name = file.getFileName().toString();
    if (!name.endsWith(TENSORS)) {
      throw new SnapshotException(file, "is no snapshot: its name must end in " + TENSORS);
    }
    return file.resolveSibling(name.substring(0, name.length() - TENSORS.length()) + ".json");
  }

  /** Maps the tensors; whoever opens them closes them. */
  public TensorFile open() {
    return TensorFile.open(file);
  }
}

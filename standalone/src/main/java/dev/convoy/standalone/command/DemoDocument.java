package dev.convoy.standalone.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.convoy.protocol.codec.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/** The experiment a demo submits, for the dataset wanted. */
final class DemoDocument {
  private static final YAMLMapper YAML = new YAMLMapper();

  private DemoDocument() {}

  /**
   * The document as JSON.
   *
   * @param dataset the one of a prepared demo, or any other known by name
   * @param folder where the dataset's files are
   */
  static byte[] of(DemoCommand.DemoDataset dataset, Optional<Path> folder) throws IOException {
    ObjectNode document = template(dataset);
    folder.ifPresent(path -> takeFrom(path, (ObjectNode) document.get("dataset")));
    return bytes(document);
  }

  /** A folder stands instead of the name; the datasets with files are all in MNIST's own format. */
  private static void takeFrom(Path folder, ObjectNode dataset) {
    dataset.remove("name");
    dataset.put("path", folder.toAbsolutePath().normalize().toString()).put("format", "idx");
  }

  private static ObjectNode template(DemoCommand.DemoDataset dataset) throws IOException {
    try (InputStream in = DemoDocument.class.getResourceAsStream(dataset.document())) {
      return (ObjectNode) YAML.readTree(in);
    }
  }

  private static byte[] bytes(ObjectNode document) throws JsonProcessingException {
    return Json.MAPPER.writeValueAsBytes(document);
  }
}

package dev.convoy.standalone.command;

import dev.convoy.protocol.spec.ExperimentReader;
import dev.convoy.protocol.spec.ExperimentReader.Format;
import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.protocol.spec.InvalidExperimentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An experiment as the user wrote it. */
record ExperimentFile(Path path) {

  /**
   * The file's content.
   *
   * @throws IOException if there is no such file, or it can't be read
   */
  byte[] document() throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new IOException("There is no file " + path);
    }
    return Files.readAllBytes(path);
  }

  /**
   * The experiment.
   *
   * @throws IOException as {@link #document} does
   * @throws InvalidExperimentException naming everything that is wrong
   */
  ExperimentSpec read() throws IOException, InvalidExperimentException {
    return ExperimentReader.read(document(), format());
  }

  /** By the file's ending: .json is JSON, anything else YAML. */
  Format format() {
    return path.toString().endsWith(".json") ? Format.JSON : Format.YAML;
  }
}

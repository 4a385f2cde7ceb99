package dev.convoy.cnn.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The snapshots of one training run. */
public record SnapshotFolder(Path path) {

  /**
   * The snapshot of the highest epoch that is complete; those that a crash cut short are passed
   * over.
   */
  public Optional<Snapshot> latest() {
    return files().stream()
        .sorted(Comparator.reverseOrder())
        .flatMap(file -> complete(file).stream())
        .findFirst();
  }

  private List<Path> files() {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(path)) {
      return files
          .filter(file -> file.getFileName().toString().matches("epoch-\\d+\\.safetensors"))
          .toList();
    } catch (IOException e) {
      throw new SnapshotException(path, "can't be listed: " + e.getMessage(), e);
    }
  }

  private static Optional<Snapshot> complete(Path file) {
    try {
      return Optional.of(Snapshot.of(file));
    } catch (SnapshotException e) {
      return Optional.empty();
    }
  }
}

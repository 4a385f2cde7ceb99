package dev.convoy.standalone.mesh;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Where a mesh keeps what it must not forget. */
public sealed interface DataFolder extends AutoCloseable {

  Path root();

  /** Kafka's own files. */
  default Path kafka() {
    return root().resolve("kafka");
  }

  /** The snapshot store. */
  default Path snapshots() {
    return root().resolve("snapshots");
  }

  /** Datasets fetched or unpacked once. */
  default Path datasets() {
    return root().resolve("datasets");
  }

  @Override
  void close() throws IOException;

  /** A folder that stays. */
  static DataFolder kept(Path root) {
    return new Kept(root);
  }

  /** A folder that is deleted at the end. */
  static DataFolder temporary() throws IOException {
    return new Temporary(Files.createTempDirectory("convoy-demo-"));
  }

  /** Stays as it is. */
  record Kept(Path root) implements DataFolder {
    @Override
    public void close() {
      // What is kept needs no end.
    }
  }

  /** Lasts as long as its mesh. */
  record Temporary(Path root) implements DataFolder {
    @Override
    public void close() throws IOException {
      if (Files.exists(root)) {
        Files.walkFileTree(root, new Delete());
      }
    }
  }

  /** Deletes files first, then the folders around them. */
  final class Delete extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
        throws IOException {
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}

package dev.convoy.conventions;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The repository's own source files, found from whichever of its folders the build stands in.
 *
 * @param root the folder that holds the reactor's pom.xml
 */
public record Sources(Path root) {

  /**
   * Finds the repository around a folder.
   *
   * @throws IllegalArgumentException if neither it nor any folder above holds the reactor
   */
  public static Sources around(Path folder) {
    for (Path at = folder.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("conventions/pom.xml"))) {
        return new Sources(at);
      }
    }
    throw new IllegalArgumentException("No Convoy reactor at or above " + folder);
  }

  /** Every Java file under a module's src folder, in path order. */
  public List<Path> javaFiles() {
    return modules().flatMap(module -> walk(module.resolve("src"), ".java")).sorted().toList();
  }

  /** The documents at the root and in docs, in path order. */
  public List<Path> documents() {
    return Stream.of(root, root.resolve("docs"))
        .flatMap(Sources::children)
        .filter(file -> file.toString().endsWith(".md"))
        .sorted()
        .toList();
  }

  private Stream<Path> modules() {
    return children(root).filter(child -> Files.exists(child.resolve("pom.xml")));
  }

  private static Stream<Path> children(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> walk(Path folder, String ending) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

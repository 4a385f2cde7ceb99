package dev.convoy.cnn.data;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Where datasets are on this machine.
 *
 * @param data a folder that holds datasets, each in a folder of its name or all in one; read only
 * @param cache a folder for what is unpacked and downloaded, made when needed
 * @param mirror an address beneath which datasets are, each in a folder of its name, rather than
 *     where they were published
 */
public record DataHome(Optional<Path> data, Path cache, Optional<URI> mirror) {

  /** Without a mirror. */
  public DataHome(Optional<Path> data, Path cache) {
    this(data, cache, Optional.empty());
  }

  /**
   * What {@code CONVOY_DATA}, {@code CONVOY_CACHE} and {@code CONVOY_MIRROR} say; the cache is
   * usually ~/.cache/convoy.
   */
  public static DataHome fromEnvironment() {
    return from(System.getenv());
  }

  static DataHome from(Map<String, String> environment) {
    Path userCache =
        path(environment, "XDG_CACHE_HOME")
            .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
    return new DataHome(
        path(environment, "CONVOY_DATA"),
        path(environment, "CONVOY_CACHE").orElseGet(() -> userCache.resolve("convoy")),
        Optional.ofNullable(environment.get("CONVOY_MIRROR"))
            .filter(text -> !text.isBlank())
            .map(text -> URI.create(text.endsWith("/") ? text : text + "/")));
  }

  private static Optional<Path> path(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank()).map(Path::of);
  }

  /**
   * The folder that has a dataset's files: the spec's own, or that of {@link #data}, or what was
   * downloaded earlier.
   *
   * @param holdsIt tells whether a folder has the files
   */
  Optional<Path> find(DatasetSpec spec, Predicate<Path> holdsIt) {
    if (spec.folder().isPresent()) {
      Path folder = spec.folder().get();
      return Stream.of(folder, folder.resolve(spec.name())).filter(holdsIt).findFirst();
    }
    return candidates(spec.name()).stream().filter(holdsIt).findFirst();
  }

  private List<Path> candidates(String name) {
    Stream<Path> own = data.stream().flatMap(folder -> Stream.of(folder.resolve(name), folder));
    return Stream.concat(own, Stream.of(downloads(name))).filter(Files::isDirectory).toList();
  }

  /** Where a dataset's files are downloaded to. */
  Path downloads(String name) {
    return cache.resolve("datasets").resolve(name);
  }
}

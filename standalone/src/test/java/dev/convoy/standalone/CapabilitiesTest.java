package dev.convoy.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of docs/CAPABILITIES.md names a test that says which row it proves. */
class CapabilitiesTest {
  private static final Path ROOT = Path.of("..");

  record Row(String id, String test) {}

  @ParameterizedTest
  @MethodSource("rows")
  void isProvedByATestThatNamesIt(Row row) throws IOException {
    List<Path> found = sources(row.test());

    assertThat(found).as("%s of %s", row.test(), row.id()).isNotEmpty();
    assertThat(found)
        .as("%s names %s", row.test(), row.id())
        .anyMatch(source -> names(source, row.id()));
  }

  static List<Row> rows() throws IOException {
    List<Row> rows =
        Files.readAllLines(ROOT.resolve("docs/CAPABILITIES.md")).stream()
            .filter(line -> line.matches("\\| [A-M]\\d+ \\|.*"))
            .map(line -> line.split(" \\| "))
            .map(cells -> new Row(cells[0].substring(2), cells[3].replaceAll("[`|]", "").strip()))
            .toList();
    assertThat(rows).hasSizeGreaterThan(60);
    return rows;
  }

  private static List<Path> sources(String test) throws IOException {
    try (Stream<Path> modules = Files.list(ROOT)) {
      return modules
          .map(module -> module.resolve("src/test/java"))
          .filter(Files::isDirectory)
          .flatMap(CapabilitiesTest::files)
          .filter(file -> file.endsWith(test + ".java"))
          .toList();
    }
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.toList().stream();
    } catch (IOException e) {
      throw new AssertionError(folder.toString(), e);
    }
  }

  private static boolean names(Path source, String id) {
    try {
      return Pattern.compile("\\b" + id + "\\b").matcher(Files.readString(source)).find();
    } catch (IOException e) {
      throw new AssertionError(source.toString(), e);
    }
  }
}

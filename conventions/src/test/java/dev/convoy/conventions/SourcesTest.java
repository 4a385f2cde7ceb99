package dev.convoy.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourcesTest {
  private static final int MOST_LINES = 500;

  private final Sources sources = Sources.around(Path.of(""));

  @Test
  void everyPackageHasASignOnItsDoor() {
    List<Path> packages =
        sources.javaFiles().stream()
            .filter(file -> file.toString().contains("/src/main/java/"))
            .map(Path::getParent)
            .distinct()
            .toList();

    assertThat(packages)
        .allSatisfy(folder -> assertThat(folder.resolve("package-info.java")).exists());
  }

  @Test
  void noFileIsLongerThanAnyoneReads() {
    assertThat(sources.javaFiles())
        .allSatisfy(
            file ->
                assertThat(lines(file)).as("lines of %s", file).isLessThanOrEqualTo(MOST_LINES));
  }

  @Test
  void noDocumentHoldsWhatAMergeLeft() {
    assertThat(sources.documents())
        .isNotEmpty()
        .allSatisfy(
            document ->
                assertThat(Files.readString(document)).doesNotContainPattern("(?m)^[<=>]{7}( |$)"));
  }

  private static int lines(Path file) throws IOException {
    return Files.readAllLines(file).size();
  }
}

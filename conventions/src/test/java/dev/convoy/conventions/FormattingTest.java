package dev.convoy.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormattingTest {

  @Test
  void everyJavaFileIsFormatted() throws IOException {
    Sources sources = Sources.around(Path.of(""));

    List<String> unformatted = new ArrayList<>();
    for (Path file : sources.javaFiles()) {
      if (!Formatting.formatted(file).equals(Files.readString(file))) {
        unformatted.add(sources.root().relativize(file).toString());
      }
    }

    assertThat(unformatted).as("files to format with `make fmt`").isEmpty();
  }
}

package dev.convoy.protocol.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is in examples/ is what works. */
class ExamplesTest {

  static Stream<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("..", "examples"))) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleIsValidAndSearchesForSomething(Path example) throws Exception {
    ExperimentSpec spec =
        ExperimentReader.read(Files.readAllBytes(example), ExperimentReader.Format.YAML);

    assertThat(spec.space().parameters()).isNotEmpty();
  }
}

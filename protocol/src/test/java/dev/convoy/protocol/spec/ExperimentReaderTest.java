package dev.convoy.protocol.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ExperimentReaderTest {

  @Test
  void readsYaml() throws InvalidExperimentException {
    ExperimentSpec spec =
        ExperimentReader.read(
            utf8("{training: {optimizer: {learningRate: {logUniform: [1e-4, 0.1]}}}}"),
            ExperimentReader.Format.YAML);

    assertThat(spec.space().parameters())
        .containsEntry("training.optimizer.learningRate", new Distribution.LogUniform(1e-4, 0.1));
  }

  @Test
  void namesEverythingThatIsWrongAtOnce() {
    byte[] document =
        utf8(
            """
            training:
              epochs: {uniform: [1, 2]}
              optimizer: {type: {choice: [sgt]}, learningRate: {logUniform: [-1, 0.1]}}
            """);

    InvalidExperimentException invalid =
        catchThrowableOfType(
            InvalidExperimentException.class,
            () -> ExperimentReader.read(document, ExperimentReader.Format.YAML));

    assertThat(invalid.errors())
        .extracting(SpecError::path)
        .contains(
            "training.epochs",
            "training.optimizer.type.choice.0",
            "training.optimizer.learningRate.logUniform.0");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

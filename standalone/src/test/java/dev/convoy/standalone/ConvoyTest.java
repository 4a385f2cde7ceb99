package dev.convoy.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.protocol.codec.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ConvoyTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter errors = new StringWriter();
  private final CommandLine convoy =
      Convoy.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(errors));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo", "up", "submit", "list", "show", "watch", "pause", "resume", "extend", "preview",
        "cancel", "bench", "forward", "summary"
      })
  void everyCommandExplainsItself(String command) {
    assertThat(convoy.execute(command, "--help")).isZero();

    assertThat(out.toString()).contains("Usage: convoy " + command);
  }

  @Test
  void aMisspelledCommandIsMissedByNameAndExitsWithTwo() {
    assertThat(convoy.execute("submitt")).isEqualTo(2);

    assertThat(errors.toString()).contains("submit");
  }

  @Test
  void anExtensionByNothingIsAMistakeOfTheCommandLine() {
    assertThat(convoy.execute("extend", "e1")).isEqualTo(2);

    assertThat(errors.toString()).contains("--trials");
  }

  @Test
  void aPreviewNamesTheFieldThatIsWrong(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("experiment.yaml");
    Files.writeString(file, "training: {epochs: 0}");

    assertThat(convoy.execute("preview", file.toString())).isEqualTo(1);

    assertThat(errors.toString()).contains("training.epochs must be at least 1");
  }

  @Test
  void aFileThatIsMissingIsNamed() {
    assertThat(convoy.execute("submit", "missing.yaml")).isEqualTo(1);

    assertThat(errors.toString()).contains("There is no file missing.yaml");
  }

  @Test
  void anUnknownModelIsNamedWithThoseThereAre() {
    assertThat(convoy.execute("summary", "resnet21")).isEqualTo(1);

    assertThat(errors.toString()).contains("no architecture 'resnet21'").contains("resnet20");
  }

  @Test
  void aNetworkOfOnesOwnIsReadFromItsExperiment(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("own.yaml");
    String layers = "[conv(4, 3), concat: [identity, conv(2, 1)], globalpool, linear(10)]";
    Files.writeString(file, "model: {layers: %s}".formatted(layers));

    assertThat(
            convoy.execute(
                "summary", file.toString(), "--input", "1x28x28", "--classes", "10", "--json"))
        .as(errors.toString())
        .isZero();

    JsonNode summary = Json.MAPPER.readTree(out.toString());
    assertThat(summary.at("/totals/parameters").intValue())
        .isEqualTo((4 * 9 + 4) + (4 * 2 + 2) + (6 * 10 + 10));
  }

  @Test
  void aDrawnNetworkIsNotSummarized(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("drawn.yaml");
    Files.writeString(file, "model: {architecture: {choice: [lenet, resnet20]}}");

    assertThat(convoy.execute("summary", file.toString())).isEqualTo(1);

    assertThat(errors.toString()).contains("drawn").contains("under model");
  }

  @Test
  void aShapeThatCannotBeReadIsAMistakeOfTheCommandLine() {
    assertThat(convoy.execute("summary", "resnet20", "--input", "32x32")).isEqualTo(2);

    assertThat(errors.toString()).contains("channels x height x width");
  }

  @Test
  void aGatewayThatIsMissingIsNamedWithTheRemedy() {
    assertThat(convoy.execute("list", "--url", "http://127.0.0.1:1")).isEqualTo(1);

    assertThat(errors.toString()).contains("No gateway answers at").contains("convoy up");
  }
}

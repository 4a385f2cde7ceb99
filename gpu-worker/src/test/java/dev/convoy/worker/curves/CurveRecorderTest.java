package dev.convoy.worker.curves;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.conventions.Sources;
import dev.convoy.protocol.spec.ExperimentReader;
import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.protocol.spec.InvalidExperimentException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class CurveRecorderTest {
  private static final String SMALL =
      """
      dataset: {name: generated, size: {image: 12, training: 40, test: 10}}
      model: {architecture: lenet}
      training:
        epochs: 2
        batchSize: 10
        optimizer: {type: sgd, learningRate: {ordinal: [0.01, 0.1]}, momentum: {ordinal: [0, 0.9]}}
      search: {method: grid}
      """;

  @TempDir private Path folder;

  @Test
  void recordsEveryPointInOrder() throws Exception {
    List<String> lines = Files.readAllLines(recorded("whole.csv"));

    assertThat(lines.getFirst())
        .isEqualTo(
            "training.optimizer.learningRate,training.optimizer.momentum,"
                + "trainingLoss,trainingAccuracy,validationLoss,validationAccuracy");
    assertThat(lines.subList(1, lines.size()))
        .extracting(line -> line.replaceAll(",[^,]*,[^,]*,[^,]*,[^,]*$", ""))
        .containsExactly("0.01,0", "0.01,0.9", "0.1,0", "0.1,0.9");
    assertThat(lines.getLast()).matches("0\\.1,0\\.9(,\\S+ \\S+){4}");
  }

  @Test
  void goesOnWhereItWasKilled() throws Exception {
    String whole = Files.readString(recorded("whole.csv"));
    int thirdRow = whole.indexOf("0.1,0,");
    Files.writeString(folder.resolve("cut.csv"), whole.substring(0, thirdRow + 20));

    Path cut = recorded("cut.csv");

    assertThat(cut).hasContent(whole);
  }

  /** {@code make curves}: minutes of training, on MNIST in the folder that CONVOY_DATA names. */
  @Test
  @EnabledIfSystemProperty(named = "convoy.record", matches = "true")
  void recordsWhatTheSchedulersTestsReplay() throws Exception {
    Path resources = Path.of("scheduler/src/test/resources/dev/convoy/scheduler/curves");
    Path curves = Sources.around(Path.of("")).root().resolve(resources);
    byte[] document = Files.readAllBytes(curves.resolve("lenet-mnist.yaml"));

    new CurveRecorder(experiment(document), curves.resolve("lenet-mnist.csv")).record();
  }

  private Path recorded(String name) throws IOException, InvalidExperimentException {
    Path table = folder.resolve(name);
    new CurveRecorder(experiment(SMALL.getBytes(StandardCharsets.UTF_8)), table).record();
    return table;
  }

  private static ExperimentSpec experiment(byte[] document) throws InvalidExperimentException {
    return ExperimentReader.read(document, ExperimentReader.Format.YAML);
  }
}

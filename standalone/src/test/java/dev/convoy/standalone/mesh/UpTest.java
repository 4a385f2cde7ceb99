package dev.convoy.standalone.mesh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.gateway.view.ExperimentSummary;
import dev.convoy.gateway.view.TrialSummary;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.ExperimentStatus;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.TrialStatus;
import dev.convoy.protocol.spec.ExperimentReader.Format;
import dev.convoy.standalone.client.FactStream;
import dev.convoy.standalone.client.GatewayClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class UpTest {
  private static final int TRIALS = 4;

  @TempDir private Path folder;

  @Test
  void goesOnWhereItWasKilled() throws Exception {
    ExperimentId id;
    try (UpProcess first = UpProcess.start(folder)) {
      id = first.client().submit(Experiments.small(TRIALS, 2), Format.YAML);
      awaitFirstEpoch(first.client().facts(id));
      first.kill();
    }

    try (UpProcess second = UpProcess.start(folder)) {
      List<Fact> facts = allFacts(second.client(), id);

      assertThat(second.client().trials(id))
          .hasSize(TRIALS)
          .allSatisfy(trial -> assertThat(trial.status()).isEqualTo(TrialStatus.COMPLETED))
          .allSatisfy(trial -> assertThat(trial.epochs()).isEqualTo(2));
      assertThat(facts.stream().filter(Fact.EpochRecorded.class::isInstance)).hasSize(TRIALS * 2);
      assertThat(GatewayClient.summary(second.client().show(id)).status())
          .isEqualTo(ExperimentStatus.COMPLETED);
      assertThat(halfWrittenFiles()).isEmpty();
    }
  }

  @Test
  void stopsWhenAskedAndStillKnowsItsExperiments() throws Exception {
    ExperimentId id;
    List<TrialSummary> before;
    try (UpProcess first = UpProcess.start(folder)) {
      id = first.client().submit(Experiments.small(1, 1), Format.YAML);
      allFacts(first.client(), id);
      before = first.client().trials(id);
      assertThat(first.stop()).as("exit code of SIGTERM").isEqualTo(143);
    }

    try (UpProcess second = UpProcess.start(folder)) {
      assertThat(second.client().list()).extracting(ExperimentSummary::id).containsExactly(id);
      assertThat(second.client().trials(id)).isEqualTo(before);
    }
  }

  private static void awaitFirstEpoch(FactStream facts) throws InterruptedException {
    CountDownLatch epoch = new CountDownLatch(1);
    Thread reader =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    facts.forEach(
                        recorded -> {
                          if (recorded.fact() instanceof Fact.EpochRecorded) {
                            epoch.countDown();
                          }
                        });
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    epoch.await();
    reader.interrupt();
  }

  private static List<Fact> allFacts(GatewayClient client, ExperimentId id)
      throws InterruptedException {
    List<Fact> facts = new ArrayList<>();
    client.facts(id).forEach(recorded -> facts.add(recorded.fact()));
    return facts;
  }

  /** Whatever in the snapshot store is neither a snapshot nor its description. */
  private List<Path> halfWrittenFiles() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("snapshots"))) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().matches(".*\\.(safetensors|json)"))
          .toList();
    }
  }
}

package dev.convoy.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.cnn.data.DataHome;
import dev.convoy.metrics.Observability;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Workers that end in the midst of a leg: real processes, really killed. */
@Timeout(120)
class WorkerDeathTest {
  private static final Duration SHORT = Mesh.LOCK;
  private static final Duration LONGER_THAN_THE_TEST = Duration.ofMinutes(10);
  private static final int EPOCHS = 8;

  @TempDir private static Path folder;
  private static Mesh mesh;

  private final Observability observability = Observability.start("test");
  private Optional<Process> child = Optional.empty();

  @BeforeAll
  static void startBroker() throws Exception {
    mesh = Mesh.start(folder.resolve("kafka"));
  }

  @AfterAll
  static void stopBroker() throws Exception {
    mesh.close();
  }

  @AfterEach
  void endWorkers() {
    child.ifPresent(Process::destroyForcibly);
    observability.close().await();
  }

  @Test
  void aKilledWorkerCostsNothingButTime() throws Exception {
    ExperimentId experiment = new ExperimentId("killed");
    Process killed = startProcess(SHORT);
    mesh.order(Trials.small().epochs(EPOCHS).leg(experiment, 0));
    epoch(experiment, 3);

    killed.destroyForcibly().waitFor();
    startHere(SHORT);

    assertThatALaterDeliveryEndsAsIfNothingHadHappened(experiment);
  }

  @Test
  void aWorkerThatIsAskedToEndHandsItsLegBackAtOnce() throws Exception {
    ExperimentId experiment = new ExperimentId("asked");
    Process asked = startProcess(LONGER_THAN_THE_TEST);
    mesh.order(Trials.small().epochs(EPOCHS).leg(experiment, 0));
    epoch(experiment, 3);

    asked.destroy();
    startHere(LONGER_THAN_THE_TEST);

    assertThatALaterDeliveryEndsAsIfNothingHadHappened(experiment);
    assertThat(asked.waitFor(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aWorkerThatWokeUpTooLateGivesUpItsLegAndTakesTheNext() throws Exception {
    ExperimentId experiment = new ExperimentId("suspended");
    Process suspended = startProcess(SHORT);
    mesh.order(Trials.small().epochs(EPOCHS).leg(experiment, 0));
    epoch(experiment, 2);

    signal(suspended, "-STOP");
    String here = startHere(SHORT);
    assertThatALaterDeliveryEndsAsIfNothingHadHappened(experiment);
    observability.vertx().undeploy(here).await();
    signal(suspended, "-CONT");

    ExperimentId next = new ExperimentId("after-suspended");
    mesh.order(Trials.small().leg(next, 0));
    mesh.await(next, Report.LegCompleted.class);
    assertThat(mesh.about(experiment, Report.LegCompleted.class)).hasSize(1);
  }

  private void assertThatALaterDeliveryEndsAsIfNothingHadHappened(ExperimentId experiment)
      throws Exception {
    Report.LegCompleted completed = mesh.await(experiment, Report.LegCompleted.class);
    List<Report.EpochCompleted> reports =
        mesh.about(experiment, Report.EpochCompleted.class).stream()
            .filter(report -> report.attempt().equals(completed.attempt()))
            .toList();
    ExperimentId undisturbed = new ExperimentId("undisturbed-" + experiment);
    mesh.order(Trials.small().epochs(EPOCHS).leg(undisturbed, 0));

    assertThat(completed.attempt().delivery()).isGreaterThan(1);
    assertThat(reports)
        .extracting(Report.EpochCompleted::epoch)
        .containsExactlyElementsOf(IntStream.rangeClosed(1, EPOCHS).boxed().toList());
    assertThat(sha256(epoch(experiment, EPOCHS))).isEqualTo(sha256(epoch(undisturbed, EPOCHS)));
  }

  private static String sha256(Report.EpochCompleted report) {
    return report.snapshot().orElseThrow().sha256();
  }

  private static Report.EpochCompleted epoch(ExperimentId experiment, int number)
      throws InterruptedException {
    return mesh.await(experiment, Report.EpochCompleted.class, report -> report.epoch() == number);
  }

  private String startHere(Duration lock) {
    WorkerConfig config =
        new WorkerConfig(
            "here",
            mesh.kafka(),
            folder.resolve("snapshots"),
            new DataHome(Optional.empty(), folder.resolve("cache")),
            lock);
    return Mesh.deploy(observability, config);
  }

  private Process startProcess(Duration lock) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            WorkerMain.class.getName());
    builder
        .environment()
        .putAll(
            Map.of(
                "CONVOY_WORKER",
                "child",
                "CONVOY_KAFKA",
                mesh.kafka().bootstrapServers(),
                "CONVOY_SNAPSHOTS",
                folder.resolve("snapshots").toString(),
                "CONVOY_THREADS",
                "1",
                "CONVOY_LOCK_SECONDS",
                Long.toString(lock.toSeconds()),
                "CONVOY_HTTP_PORT",
                "0"));
    Process process =
        builder
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    child = Optional.of(process);
    return process;
  }

  private static void signal(Process process, String signal) throws Exception {
    Process kill = new ProcessBuilder("kill", signal, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }
}

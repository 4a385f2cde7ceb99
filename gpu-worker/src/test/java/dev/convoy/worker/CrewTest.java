package dev.convoy.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.kernels.DeviceMemoryException;
import dev.convoy.metrics.Observability;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.Report;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class CrewTest {
  @TempDir private Path folder;

  private Observability observability;

  @BeforeEach
  void start() {
    observability = Observability.start("test");
  }

  @AfterEach
  void stop() {
    observability.close().await();
  }

  /** A worker that starts or doesn't. */
  private static final class Starting extends VerticleBase {
    private final Future<String> outcome;

    Starting(Future<String> outcome) {
      this.outcome = outcome;
    }

    @Override
    public Future<?> start() {
      return outcome;
    }
  }

  @Test
  void trainsOnOneDeviceWhileAnotherFails() throws Exception {
    Device broken =
        new Device(
            "broken",
            plan -> {
              throw new DeviceMemoryException(1L << 40, new OutOfMemoryError("none left"));
            });
    ExperimentId experiment = new ExperimentId("devices");
    try (Mesh mesh = Mesh.start(folder.resolve("kafka"))) {
      WorkerConfig config = mesh.config("host", folder);
      Crew crew = Crew.of(observability, config, List.of(broken, Device.cpu(1)));
      assertThat(crew.deploy(observability.vertx()).await()).containsExactly("host-1", "host-2");

      int trials = 0;
      while (mesh.about(experiment, Report.LegFailed.class).isEmpty()
          || mesh.about(experiment, Report.LegCompleted.class).isEmpty()) {
        trainTwo(mesh, experiment, trials);
        trials += 2;
      }
      trainTwo(mesh, experiment, trials); // the broken one still answers, and the other trains

      assertThat(started(mesh, experiment, Report.LegFailed.class)).containsOnly("broken");
      assertThat(started(mesh, experiment, Report.LegCompleted.class))
          .containsOnly("cpu (oneDNN, 1 threads)");
    }
  }

  private static void trainTwo(Mesh mesh, ExperimentId experiment, int first) throws Exception {
    mesh.order(Trials.small().leg(experiment, first));
    mesh.order(Trials.small().leg(experiment, first + 1));
    for (int trial = first; trial < first + 2; trial++) {
      int own = trial;
      mesh.await(experiment, Report.class, report -> end(report).equals(Optional.of(own)));
    }
  }

  /** The trial whose leg has ended. */
  private static Optional<Integer> end(Report report) {
    return switch (report) {
      case Report.LegCompleted completed -> Optional.of(completed.trial());
      case Report.LegFailed failed -> Optional.of(failed.trial());
      default -> Optional.empty();
    };
  }

  /** The devices that began the legs which ended like this. */
  private static Set<String> started(
      Mesh mesh, ExperimentId experiment, Class<? extends Report> kind) {
    Set<Optional<Integer>> trials =
        mesh.about(experiment, kind).stream().map(CrewTest::end).collect(Collectors.toSet());
    return mesh.about(experiment, Report.LegStarted.class).stream()
        .filter(start -> trials.contains(Optional.of(start.trial())))
        .map(Report.LegStarted::device)
        .collect(Collectors.toSet());
  }

  @Test
  void startsWithoutAWorkerThatCannot() {
    assertThat(crew(Future.succeededFuture("up"), Future.failedFuture("no driver")).await())
        .containsExactly("worker-1");
  }

  @Test
  void failsIfNoWorkerStarts() {
    Future<List<String>> names = crew(Future.failedFuture("no driver"));

    assertThatThrownBy(names::await).hasMessageContaining("no driver");
  }

  @SafeVarargs
  private Future<List<String>> crew(Future<String>... starts) {
    SequencedMap<String, Deployable> workers = new TreeMap<>();
    for (Future<String> start : starts) {
      workers.put("worker-" + (workers.size() + 1), new Starting(start));
    }
    return new Crew(workers).deploy(observability.vertx());
  }
}

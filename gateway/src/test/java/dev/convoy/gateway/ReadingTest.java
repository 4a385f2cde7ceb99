package dev.convoy.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.gateway.view.Story;
import dev.convoy.protocol.codec.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One finished and one running experiment, looked at from all sides. */
class ReadingTest {
  private static final String ROOT = "/api/v1/experiments";

  @TempDir private static Path folder;
  private static Mesh mesh;
  private static RunningGateway gateway;

  @BeforeAll
  static void start() throws Exception {
    mesh = Mesh.start(folder);
    mesh.write(Story.of("whole").whole());
    mesh.write(Story.of("begun").whole().subList(0, 7));
    mesh.write(Story.of("whole").observed(1, 1));
    gateway = RunningGateway.start(mesh.kafka());
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.close();
    mesh.close();
  }

  @Test
  void showsAnExperimentWithItsDocument() throws Exception {
    JsonNode shown = gateway.json(ROOT + "/whole");

    assertThat(shown)
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"id": "whole", "name": "whole", "status": "completed",
                 "reason": {"code": "done", "detail": "All is done"},
                 "submittedAt": "2026-01-01T12:00:01Z",
                 "startedAt": "2026-01-01T12:00:01Z",
                 "endedAt": "2026-01-01T12:01:30Z",
                 "objective": {"metric": "validationAccuracy", "goal": "maximize"},
                 "trials": {"requested": 8, "queued": 0, "running": 0, "paused": 0, "completed": 1,
                            "stopped": 1, "failed": 0, "cancelled": 0},
                 "best": {"trial": 0, "epoch": 2, "value": 0.9},
                 "ensembleTestAccuracy": 0.88,
                 "spec": %s,
                 "ensemble": %s}
                """
                    .formatted(Story.spec("whole"), gateway.json(ROOT + "/whole/ensemble"))));
  }

  @Test
  void showsTrialsByNumber() throws Exception {
    JsonNode trials = gateway.json(ROOT + "/begun/trials").path("trials");

    assertThat(trials).hasSize(2);
    assertThat(trials.get(0))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"trial": 0, "status": "running",
                 "hyperparameters": {"training.optimizer.learningRate": 0.1},
                 "epochs": 1, "targetEpochs": 3,
                 "best": {"epoch": 1, "value": 0.7},
                 "latest": {"epoch": 1, "at": "2026-01-01T12:00:05Z",
                            "trainingLoss": 0.5, "trainingAccuracy": 0.8,
                            "validationLoss": 0.6, "validationAccuracy": 0.7,
                            "learningRate": 0.1, "seconds": 1.5, "imagesPerSecond": 1000.0},
                 "run": {"worker": "worker-1", "device": "cpu", "startedAt": "2026-01-01T12:00:04Z",
                         "attempt": {"leg": 0, "restart": 0, "delivery": 1}},
                 "createdAt": "2026-01-01T12:00:02Z"}
                """));
    assertThat(trials.get(1).path("status").asText()).isEqualTo("queued");
    assertThat(gateway.json(ROOT + "/begun/trials/0")).isEqualTo(trials.get(0));
  }

  @Test
  void showsLearningCurves() throws Exception {
    JsonNode metrics = gateway.json(ROOT + "/whole/trials/0/metrics");

    assertThat(metrics.path("epochs").findValuesAsText("validationAccuracy"))
        .containsExactly("0.7", "0.9", "0.8");
  }

  @Test
  @DisplayName("J3, C7: a trial's network, layer by layer, and what stands out")
  void showsWhatWasSeenOfATrialsNetwork() throws Exception {
    String finding =
        """
        {"what": "dead-units",
         "evidence": "50 % of the units of features.2 give no gradient for any image of the batch",
         "advice": "Lower the learning rate, begin with Kaiming's weights, or use a leaky ReLU."}
        """;

    assertThat(gateway.json(ROOT + "/whole/trials/1/observations"))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"trial": 1, "findings": [%s],
                 "latest": {"epoch": 1, "attempt": {"leg": 0, "restart": 0, "delivery": 1},
                            "at": "2026-01-01T12:00:05Z", "rateFactor": 1.0, "gradientNorm": "NaN",
                            "layers": [{"layer": "features.2", "activation": "relu",
                                        "mean": 0.1, "deviation": 0.2, "dead": 0.5}],
                            "weights": [{"parameter": "features.0.weight",
                                         "gradientNorm": 2.0, "updateRatio": 0.001}]}}
                """
                    .formatted(finding)));
    assertThat(gateway.json(ROOT + "/whole/trials/1").path("observed"))
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"epoch": 1, "gradientNorm": "NaN", "medianUpdateRatio": 0.001,
                 "largestUpdateRatio": 0.001, "dead": 0.5, "findings": [%s]}
                """
                    .formatted(finding)));
    assertThat(gateway.get(ROOT + "/whole/trials/0/observations").statusCode()).isEqualTo(404);
  }

  @Test
  void showsTheEnsembleOnceThereIsOne() throws Exception {
    JsonNode ensemble = gateway.json(ROOT + "/whole/ensemble");

    assertThat(ensemble.path("status").asText()).isEqualTo("scored");
    assertThat(ensemble.path("testAccuracy").asDouble()).isEqualTo(0.88);
    assertThat(ensemble.path("gain").asDouble()).isCloseTo(0.03, within(1e-12));
    assertThat(ensemble.path("members").findValuesAsText("epoch")).containsExactly("1", "1");
    assertThat(ensemble.path("members").findValuesAsText("testAccuracy"))
        .containsExactly("0.85", "0.25");
    assertThat(gateway.get(ROOT + "/begun/ensemble").statusCode()).isEqualTo(404);
    assertThat(gateway.get(ROOT + "/begun/review").statusCode()).isEqualTo(404);
  }

  @Test
  void listsInPagesWithoutGapOrOverlap() throws Exception {
    List<String> found = new ArrayList<>();
    String next = ROOT + "?limit=1";
    while (!next.isEmpty()) {
      JsonNode page = gateway.json(next);
      found.addAll(page.path("experiments").findValuesAsText("id"));
      next = page.has("next") ? ROOT + "?limit=1&after=" + page.path("next").asText() : "";
    }

    assertThat(found).containsExactly("begun", "whole");
    assertThat(gateway.json(ROOT).has("next")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cancel", "pause", "resume"})
  void nothingCanBeDoneWithWhatHasEnded(String wish) throws Exception {
    HttpResponse<String> response =
        gateway.send(gateway.request(ROOT + "/whole/" + wish).POST(BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(409);
    assertThat(mesh.requests()).isEmpty();
  }
}

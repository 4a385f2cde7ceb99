package dev.convoy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.gateway.http.Limits;
import dev.convoy.gateway.view.Story;
import dev.convoy.protocol.codec.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RestartTest {
  @TempDir private Path folder;

  @Test
  void aRestartedGatewaySeesEverythingAgain() throws Exception {
    try (Mesh mesh = Mesh.start(folder)) {
      JsonNode before;
      try (RunningGateway gateway = RunningGateway.start(mesh.kafka())) {
        assertThat(gateway.send(keyed(gateway, "waiting")).statusCode()).isEqualTo(202);
        mesh.write(Story.of("done").whole());
        gateway.awaitShown("done");
        before = gateway.json("/api/v1/experiments");
      }

      try (RunningGateway gateway = RunningGateway.start(mesh.kafka())) {
        assertThat(gateway.json("/api/v1/experiments")).isEqualTo(before);
        assertThat(gateway.send(keyed(gateway, "waiting")).statusCode()).isEqualTo(200);
        assertThat(gateway.send(keyed(gateway, "changed")).statusCode()).isEqualTo(422);
      }
    }
  }

  @Test
  void aGatewayOutlivesItsBroker() throws Exception {
    Limits impatient = new Limits(1 << 20, Duration.ofSeconds(1), Duration.ofSeconds(1));
    Mesh first = Mesh.start(folder);
    try (RunningGateway gateway = RunningGateway.start(first.kafka(), impatient)) {
      first.write(Story.of("before").whole());
      gateway.awaitShown("before");
      first.close();

      HttpResponse<String> refused = gateway.send(gateway.submission("{}"));
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(Json.MAPPER.readTree(refused.body()).path("detail").asText()).contains("Kafka");
      assertThat(gateway.get("/api/v1/experiments/before").statusCode()).isEqualTo(200);

      try (Mesh second = Mesh.start(folder, first.port())) {
        second.write(Story.of("after").whole());
        gateway.awaitShown("after");
        assertThat(gateway.json("/api/v1/experiments/before").path("status").asText())
            .isEqualTo("completed");
      }
    }
  }

  private static HttpRequest.Builder keyed(RunningGateway gateway, String name) {
    return gateway
        .submission("{\"name\": \"%s\"}".formatted(name))
        .header("Idempotency-Key", "the key");
  }
}

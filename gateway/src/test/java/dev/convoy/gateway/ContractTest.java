package dev.convoy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.convoy.gateway.http.Limits;
import dev.convoy.protocol.codec.Json;
import dev.convoy.protocol.kafka.KafkaSettings;
import dev.convoy.protocol.spec.ExperimentSchema;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What holds without Kafka, which nobody answers for here. */
class ContractTest {
  private static RunningGateway gateway;

  @BeforeAll
  static void start() {
    gateway =
        RunningGateway.startUnready(
            KafkaSettings.local("127.0.0.1:1"),
            new Limits(1000, Duration.ofMillis(300), Duration.ofSeconds(1)));
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @Test
  void publishesItsContractAsYamlAndAsJson() throws Exception {
    HttpResponse<String> yaml = gateway.get("/api/v1/openapi.yaml");

    assertThat(yaml.headers().firstValue("Content-Type")).contains("application/yaml");
    JsonNode contract = new YAMLMapper().readTree(yaml.body());
    assertThat(contract.path("openapi").asText()).isEqualTo("3.1.0");
    assertThat(gateway.json("/api/v1/openapi.json")).isEqualTo(contract);
  }

  @Test
  void publishesTheSchemaThatValidates() throws Exception {
    assertThat(gateway.json("/api/v1/schema/experiment")).isEqualTo(ExperimentSchema.json());
  }

  @Test
  void livesButIsNotReadyWhileKafkaCannotBeReached() throws Exception {
    assertThat(gateway.get("/health/live").statusCode()).isEqualTo(200);
    assertThat(gateway.get("/health/ready").statusCode()).isEqualTo(503);
    assertThat(gateway.get("/metrics").body()).contains("service=\"gateway\"");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/experiments",
    "GET, /api/v1/experiments/e1",
    "GET, /api/v1/experiments/e1/events",
    "POST, /api/v1/experiments/e1/cancel",
    "POST, /api/v1/experiments/e1/pause",
    "POST, /api/v1/experiments/e1/resume",
    "POST, /api/v1/experiments/e1/extend",
    "POST, /api/v1/experiments"
  })
  void answers503WithAProblemWhileKafkaCannotBeReached(String method, String path)
      throws Exception {
    HttpResponse<String> response =
        gateway.send(gateway.request(path).method(method, BodyPublishers.noBody()));

    assertProblem(response, 503);
    assertThat(response.headers().firstValue("Retry-After")).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "DELETE, /api/v1/experiments, 'GET, POST'",
    "PUT, /api/v1/experiments/e1, GET",
    "GET, /api/v1/experiments/e1/cancel, POST",
    "POST, /metrics, GET"
  })
  void answers405WithWhatIsAllowed(String method, String path, String allowed) throws Exception {
    HttpResponse<String> response =
        gateway.send(gateway.request(path).method(method, BodyPublishers.noBody()));

    assertProblem(response, 405);
    assertThat(response.headers().firstValue("Allow")).contains(allowed);
  }

  @Test
  void answers404ForWhatIsNotThere() throws Exception {
    assertProblem(gateway.get("/api/v2/experiments"), 404);
  }

  @Test
  void answers413BeforeABodyThatIsTooLargeIsRead() throws Exception {
    assertProblem(gateway.send(gateway.submission("x".repeat(1001))), 413);
  }

  @Test
  void answers415ForABodyThatNobodyReads() throws Exception {
    assertProblem(
        gateway.send(
            gateway
                .request("/api/v1/experiments")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("{}"))),
        415);
  }

  private static void assertProblem(HttpResponse<String> response, int status) throws Exception {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = Json.MAPPER.readTree(response.body());
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("detail").asText()).isNotBlank();
  }
}

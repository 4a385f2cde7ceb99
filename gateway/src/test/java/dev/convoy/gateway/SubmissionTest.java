package dev.convoy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.protocol.codec.Json;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.Request;
import dev.convoy.protocol.spec.ExperimentSpec;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubmissionTest {
  @TempDir private static Path folder;
  private static Mesh mesh;
  private static RunningGateway gateway;

  @BeforeAll
  static void start() throws Exception {
    mesh = Mesh.start(folder);
    gateway = RunningGateway.start(mesh.kafka());
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.close();
    mesh.close();
  }

  @Test
  void passesAnExperimentOnToTheSchedulerAndShowsItAtOnce() throws Exception {
    HttpResponse<String> response = gateway.send(gateway.submission("{\"name\": \"mine\"}"));

    assertThat(response.statusCode()).isEqualTo(202);
    String location = response.headers().firstValue("Location").orElseThrow();
    ExperimentId id = idOf(response);
    assertThat(location).isEqualTo("/api/v1/experiments/" + id);
    assertThat(gateway.json(location)).isEqualTo(Json.MAPPER.readTree(response.body()));
    assertThat(gateway.json(location).path("status").asText()).isEqualTo("submitted");
    assertThat(submissions(id))
        .extracting(Request.SubmitExperiment::spec)
        .containsExactly(spec("{\"name\": \"mine\"}"));
  }

  @Test
  void readsYaml() throws Exception {
    String yaml =
        """
        name: from-yaml
        training:
          optimizer:
            learningRate: {logUniform: [1e-3, 0.3]}
        """;

    HttpResponse<String> response =
        gateway.send(
            gateway
                .request("/api/v1/experiments")
                .header("Content-Type", "application/yaml; charset=utf-8")
                .POST(BodyPublishers.ofString(yaml)));

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(submissions(idOf(response)))
        .singleElement()
        .satisfies(
            request ->
                assertThat(request.spec().space().parameters())
                    .containsOnlyKeys("training.optimizer.learningRate"));
  }

  @Test
  void namesEverythingThatIsWrongWithADocumentAtOnce() throws Exception {
    String document = "{\"training\": {\"epochs\": 0}, \"search\": {\"method\": \"guess\"}}";

    HttpResponse<String> response = gateway.send(gateway.submission(document));

    assertThat(response.statusCode()).isEqualTo(400);
    JsonNode problem = Json.MAPPER.readTree(response.body());
    assertThat(problem.path("errors").findValuesAsText("path"))
        .containsExactlyInAnyOrder("training.epochs", "search.method");
    assertThat(problem.path("errors").findValuesAsText("message")).noneMatch(String::isBlank);
  }

  @Test
  void withoutAKeyEverySubmissionIsAnExperimentOfItsOwn() throws Exception {
    ExperimentId first = idOf(gateway.send(gateway.submission("{}")));
    ExperimentId second = idOf(gateway.send(gateway.submission("{}")));

    assertThat(first).isNotEqualTo(second);
  }

  @Test
  void theSameKeyNeverMakesTwoExperimentsHoweverManyPostAtOnce() throws Exception {
    List<Callable<HttpResponse<String>>> posts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      posts.add(() -> submit("one-key", "{\"name\": \"once\"}"));
    }

    List<HttpResponse<String>> responses = atOnce(posts);

    assertThat(responses).extracting(HttpResponse::statusCode).isSubsetOf(202, 200);
    ExperimentId id = idOf(responses.getFirst());
    assertThat(responses).allSatisfy(response -> assertThat(idOf(response)).isEqualTo(id));
    assertThat(submissions(id))
        .extracting(Request.SubmitExperiment::spec)
        .containsOnly(spec("{\"name\": \"once\"}"));
    assertThat(namesOfAll()).filteredOn("once"::equals).hasSize(1);
    HttpResponse<String> later = submit("one-key", "{\"name\": \"once\"}");
    assertThat(later.statusCode()).isEqualTo(200);
    assertThat(idOf(later)).isEqualTo(id);
  }

  @Test
  void ofDifferentDocumentsUnderOneKeyTheFirstInTheLogCounts() throws Exception {
    List<Callable<HttpResponse<String>>> posts = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String document = "{\"name\": \"contender-%d\"}".formatted(i);
      posts.add(() -> submit("disputed", document));
    }

    List<HttpResponse<String>> responses = atOnce(posts);

    List<HttpResponse<String>> taken =
        responses.stream().filter(response -> response.statusCode() == 202).toList();
    assertThat(taken).hasSize(1);
    assertThat(responses)
        .filteredOn(response -> response.statusCode() != 202)
        .allSatisfy(response -> assertThat(response.statusCode()).isEqualTo(422));
    ExperimentId id = idOf(taken.getFirst());
    assertThat(Json.MAPPER.readTree(taken.getFirst().body()).path("name").asText())
        .isEqualTo(submissions(id).getFirst().spec().name());
  }

  @ParameterizedTest
  @CsvSource({"cancel, CancelExperiment", "pause, PauseExperiment", "resume, ResumeExperiment"})
  void aWishIsPassedOn(String wish, String request) throws Exception {
    ExperimentId id = idOf(gateway.send(gateway.submission("{}")));

    HttpResponse<String> response =
        gateway.send(
            gateway
                .request("/api/v1/experiments/%s/%s".formatted(id, wish))
                .POST(BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(mesh.requests())
        .filteredOn(passed -> passed.getClass().getSimpleName().equals(request))
        .extracting(Request::experimentId)
        .containsExactly(id);
  }

  @Test
  void anExtensionIsPassedOnUnlessItMakesNoSense() throws Exception {
    ExperimentId id = idOf(gateway.send(gateway.submission("{\"search\": {\"trials\": 8}}")));

    HttpResponse<String> more = extend(id, "{\"search\": {\"trials\": 12}}");
    HttpResponse<String> less = extend(id, "{\"search\": {\"trials\": 4}}");

    assertThat(more.statusCode()).isEqualTo(202);
    assertThat(less.statusCode()).isEqualTo(400);
    assertThat(Json.MAPPER.readTree(less.body()).at("/errors/0/path").asText())
        .isEqualTo("search.trials");
    assertThat(mesh.requests())
        .filteredOn(Request.ExtendExperiment.class::isInstance)
        .extracting(Request::experimentId)
        .containsExactly(id);
  }

  private static HttpResponse<String> extend(ExperimentId id, String changes) throws Exception {
    return gateway.send(
        gateway
            .request("/api/v1/experiments/%s/extend".formatted(id))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(changes)));
  }

  private static HttpResponse<String> submit(String key, String document) throws Exception {
    return gateway.send(gateway.submission(document).header("Idempotency-Key", key));
  }

  private static List<HttpResponse<String>> atOnce(List<Callable<HttpResponse<String>>> posts)
      throws Exception {
    List<HttpResponse<String>> responses = new ArrayList<>();
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<HttpResponse<String>> response : pool.invokeAll(posts)) {
        responses.add(response.get());
      }
    }
    return responses;
  }

  private static List<String> namesOfAll() throws Exception {
    return gateway
        .json("/api/v1/experiments?limit=500")
        .path("experiments")
        .findValuesAsText("name");
  }

  private static List<Request.SubmitExperiment> submissions(ExperimentId id) throws Exception {
    return mesh.requests().stream()
        .filter(request -> request.experimentId().equals(id))
        .filter(Request.SubmitExperiment.class::isInstance)
        .map(Request.SubmitExperiment.class::cast)
        .toList();
  }

  private static ExperimentId idOf(HttpResponse<String> response) throws Exception {
    return new ExperimentId(Json.MAPPER.readTree(response.body()).path("id").asText());
  }

  private static ExperimentSpec spec(String document) throws Exception {
    return Json.MAPPER.readValue(document, ExperimentSpec.class);
  }
}

package dev.convoy.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ObservabilityTest {
  private final Observability observability = Observability.start("test");
  private final WatchVerticle watch = new WatchVerticle(observability, 0);

  @BeforeEach
  void deploy() {
    observability.vertx().deployVerticle(watch).await();
  }

  @AfterEach
  void close() {
    observability.close().await();
  }

  @Test
  void servesMetersOfTheJvmAndOfTheServiceWithItsName() throws Exception {
    observability.registry().counter("convoy.things").increment(3);

    HttpResponse<String> metrics = get("/metrics");

    assertThat(metrics.statusCode()).isEqualTo(200);
    assertThat(metrics.headers().firstValue("content-type").orElseThrow()).startsWith("text/plain");
    assertThat(metrics.body())
        .contains("convoy_things_total{service=\"test\"} 3.0")
        .contains("jvm_memory_used_bytes{")
        .contains("process_uptime_seconds{");
  }

  @Test
  void countsItsOwnRequestsInItsOwnRegistryAlone() throws Exception {
    Observability other = Observability.start("other");

    get("/metrics");

    assertThat(get("/metrics").body())
        .contains("vertx_http_server_requests_total{code=\"200\",method=\"GET\"");
    assertThat(other.registry().scrape()).doesNotContain("vertx_http_server_requests_total");
    other.close().await();
  }

  @Test
  void boundsTheMethodsThatStrangersInvent() throws Exception {
    for (int i = 0; i < 50; i++) {
      send("/metrics", "INVENTED" + i);
    }

    assertThat(observability.registry().find("vertx.http.server.requests").meters())
        .hasSizeLessThan(25);
  }

  @Test
  void isReadyOnceEverythingNamedHolds() throws Exception {
    AtomicBoolean caughtUp = new AtomicBoolean();
    observability.ready("history-read", caughtUp::get);

    HttpResponse<String> before = get("/health/ready");
    caughtUp.set(true);
    HttpResponse<String> after = get("/health/ready");

    assertThat(before.statusCode()).isEqualTo(503);
    assertThat(before.body()).contains("{\"id\":\"history-read\",\"status\":\"DOWN\"}");
    assertThat(after.statusCode()).isEqualTo(200);
  }

  @Test
  void livesThoughNotReady() throws Exception {
    observability.ready("never", () -> false);

    assertThat(get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void forgetsAServiceThatEnded() throws Exception {
    observability.live("loop", () -> false);
    int whileItRan = get("/health/live").statusCode();

    observability.forget("loop");

    assertThat(whileItRan).isEqualTo(503);
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(path, "GET");
  }

  private HttpResponse<String> send(String path, String method)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + watch.port() + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.noBody()).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }
}

package dev.convoy.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.gateway.http.Limits;
import dev.convoy.metrics.Observability;
import dev.convoy.protocol.codec.Json;
import dev.convoy.protocol.kafka.KafkaSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A deployed gateway and a client of it. */
final class RunningGateway implements AutoCloseable {
  static final Limits LIMITS = new Limits(1 << 20, Duration.ofSeconds(10), Duration.ofMillis(200));

  private final Observability observability = Observability.start("gateway");
  private final HttpClient client = HttpClient.newHttpClient();
  private final GatewayVerticle verticle;

  private RunningGateway(GatewayConfig config) {
    this.verticle = new GatewayVerticle(config, observability);
    observability.vertx().deployVerticle(verticle).await();
  }

  /** A gateway that has read the history. */
  static RunningGateway start(KafkaSettings kafka) throws Exception {
    return start(kafka, LIMITS);
  }

  /** A gateway with other limits that has read the history. */
  static RunningGateway start(KafkaSettings kafka, Limits limits) throws Exception {
    RunningGateway gateway = startUnready(kafka, limits);
    gateway.verticle.ready().await(30, TimeUnit.SECONDS);
    return gateway;
  }

  /** A gateway that listens. */
  static RunningGateway startUnready(KafkaSettings kafka, Limits limits) {
    return new RunningGateway(new GatewayConfig("127.0.0.1", 0, kafka, limits));
  }

  int port() {
    return verticle.port();
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path));
  }

  /** The body of a GET that must succeed. */
  JsonNode json(String path) throws IOException, InterruptedException {
    return Json.MAPPER.readTree(get(path).body());
  }

  HttpRequest.Builder submission(String document) {
    return request("/api/v1/experiments")
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(document));
  }

  /** Returns once the gateway knows an experiment whose facts have been written. */
  void awaitShown(String experiment) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (get("/api/v1/experiments/" + experiment).statusCode() != 200) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(experiment + " didn't show within 30 s");
      }
      Thread.sleep(5);
    }
  }

  HttpClient client() {
    return client;
  }

  @Override
  public void close() {
    observability.close().await();
    client.close();
  }
}

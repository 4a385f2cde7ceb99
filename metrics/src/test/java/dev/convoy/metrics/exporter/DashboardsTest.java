package dev.convoy.metrics.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.metrics.Observability;
import dev.convoy.metrics.WatchVerticle;
import dev.convoy.protocol.document.Documents;
import dev.convoy.protocol.message.ExperimentId;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Grafana and Prometheus are given parses, and asks only for what exists. */
class DashboardsTest {
  private static final Pattern METRIC = Pattern.compile("[a-z_]+(?![a-z_]|\\s*\\()");
  private static final Set<String> NO_METRICS = Set.of("by", "unless", "on", "and", "or", "m", "h");
  private static final Set<String> FROM_PROMETHEUS_ITSELF = Set.of("up");

  @Test
  void dashboardAsksForExistingMetricsAlone() throws Exception {
    JsonNode board = Documents.json(resource("/grafana/convoy-training.json"));

    List<String> expressions = board.findValuesAsText("expr");

    assertThat(expressions).hasSameSizeAs(board.get("panels")).isNotEmpty();
    assertThat(metricsIn(expressions)).isSubsetOf(existing()).hasSizeGreaterThan(5);
    assertThat(board.at("/templating/list/1/query").asText()).contains("(convoy_experiment_info,");
  }

  @Test
  void alertsAskForExistingMetricsAlone() throws Exception {
    JsonNode rules =
        Documents.yaml(resource("/prometheus/convoy-alerts.yaml")).at("/groups/0/rules");

    assertThat(rules)
        .isNotEmpty()
        .allSatisfy(
            rule -> {
              assertThat(rule.path("alert").asText()).startsWith("Convoy");
              assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
              assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning", "info");
            });
    Set<String> known = new TreeSet<>(existing());
    known.addAll(FROM_PROMETHEUS_ITSELF);
    assertThat(metricsIn(rules.findValuesAsText("expr"))).isSubsetOf(known).hasSizeGreaterThan(3);
  }

  private static Set<String> metricsIn(List<String> expressions) {
    return expressions.stream()
        .map(expression -> expression.replaceAll("\\{[^}]*}|\\[[^]]*]|by \\([^)]*\\)", ""))
        .flatMap(expression -> METRIC.matcher(expression).results())
        .map(match -> match.group())
        .filter(word -> !NO_METRICS.contains(word))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Every metric that a watched process with an exporter in it serves. */
  private static Set<String> existing() throws IOException, InterruptedException {
    Observability observability = Observability.start("test");
    WatchVerticle watch = new WatchVerticle(observability, 0);
    observability.vertx().deployVerticle(watch).await();
    TrainingView view = new TrainingView(Retention.USUAL);
    Facts facts = new Facts(new ExperimentId("e1"), Instant.EPOCH);
    Stream.of(facts.started(), facts.created(0), facts.epoch(0, 1, 0.5), facts.scored())
        .forEach(view::apply);
    view.apply(facts.observed(0, 1, 0.001));
    new TrainingMeters(observability.registry()).show(view.at(Instant.EPOCH));
    URI uri = URI.create("http://127.0.0.1:" + watch.port() + "/metrics");
    try (HttpClient client = HttpClient.newHttpClient()) {
      client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());
      return client
          .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofLines())
          .body()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.replaceFirst("[{ ].*", ""))
          .collect(Collectors.toCollection(TreeSet::new));
    } finally {
      observability.close().await();
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = DashboardsTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }
}

package dev.convoy.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.convoy.gateway.view.RecordedFact;
import dev.convoy.protocol.codec.MessageCodec;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.ExperimentStatus;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Reason;
import dev.convoy.protocol.message.TrialStatus;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FactStreamTest {
  private static final ExperimentId ID = new ExperimentId("e1");
  private static final Instant AT = Instant.EPOCH;
  private static final List<Fact> FACTS =
      List.of(
          new Fact.TrialEnded(ID, 0, TrialStatus.COMPLETED, new Reason("completed", "done"), AT),
          new Fact.TrialEnded(ID, 1, TrialStatus.COMPLETED, new Reason("completed", "done"), AT),
          new Fact.ExperimentEnded(
              ID, ExperimentStatus.COMPLETED, new Reason("completed", "done"), AT));

  private HttpServer gateway;

  @BeforeEach
  void listen() throws IOException {
    gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gateway.start();
  }

  @AfterEach
  void stop() {
    gateway.stop(0);
  }

  @Test
  void readsOnBehindTheLastFactWhenTheConnectionBreaks() throws InterruptedException {
    gateway.createContext("/api/v1/experiments/e1/events", FactStreamTest::sendOneFactAndBreak);

    List<Fact> seen = new ArrayList<>();
    client().facts(ID).forEach(recorded -> seen.add(recorded.fact()));

    assertThat(seen).isEqualTo(FACTS);
  }

  @Test
  void saysThatAnExperimentIsUnknown() {
    gateway.createContext("/", exchange -> answer(exchange, 404, "{\"detail\": \"unknown e1\"}"));

    assertThatThrownBy(() -> client().facts(ID).forEach(FactStreamTest::ignore))
        .isInstanceOf(GatewayException.class)
        .hasMessage("unknown e1");
  }

  @Test
  void listsEveryErrorOfARefusedDocument() {
    String problem =
        """
        {"detail": "The experiment is not valid",
         "errors": [{"path": "training.epochs", "message": "must be at least 1"},
                    {"path": "name", "message": "must not be empty"}]}
        """;
    gateway.createContext("/", exchange -> answer(exchange, 422, problem));

    assertThatThrownBy(() -> client().list())
        .hasMessage(
            String.join(
                System.lineSeparator(),
                "The experiment is not valid",
                "  training.epochs: must be at least 1",
                "  name: must not be empty"));
  }

  @Test
  void saysWhereNoGatewayAnswers() {
    gateway.stop(0);

    assertThatThrownBy(() -> client().list()).hasMessageContaining("No gateway answers at http://");
  }

  private static void sendOneFactAndBreak(HttpExchange exchange) throws IOException {
    int next =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Last-Event-ID"))
            .map(id -> Integer.parseInt(id) + 1)
            .orElse(0);
    String json =
        new String(MessageCodec.of(Fact.class).encode(FACTS.get(next)), StandardCharsets.UTF_8);
    String events = ": comment\n\nid: %d\ndata: %s\n\nid: 99\ndata: {cut".formatted(next, json);
    answer(exchange, 200, events);
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static void ignore(RecordedFact fact) {}

  private GatewayClient client() {
    return new GatewayClient(URI.create("http://127.0.0.1:" + gateway.getAddress().getPort()));
  }
}

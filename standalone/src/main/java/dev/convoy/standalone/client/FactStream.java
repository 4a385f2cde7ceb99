package dev.convoy.standalone.client;

import dev.convoy.gateway.view.RecordedFact;
import dev.convoy.protocol.codec.Json;
import dev.convoy.protocol.codec.MalformedMessageException;
import dev.convoy.protocol.codec.MessageCodec;
import dev.convoy.protocol.message.Fact;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Reads an experiment's facts as server-sent events until the experiment has ended. A connection
 * that breaks is made again from the last fact seen, so none is lost or seen twice. Blocks the
 * thread that reads.
 */
public final class FactStream {
  private static final MessageCodec<Fact> CODEC = MessageCodec.of(Fact.class);
  private static final Duration GIVE_UP_AFTER = Duration.ofSeconds(60);
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(500);

  private final HttpClient http;
  private final URI address;
  private OptionalLong lastSeen = OptionalLong.empty();
  private boolean ended;

  FactStream(HttpClient http, URI address) {
    this.http = http;
    this.address = address;
  }

  /**
   * Reads to the end.
   *
   * @throws GatewayException if the experiment is unknown, or the gateway stays away for a minute
   * @throws InterruptedException if the thread is to stop reading
   */
  public void forEach(Consumer<RecordedFact> reader) throws InterruptedException {
    Instant lastContact = Instant.now();
    while (!ended) {
      try {
        read(reader);
        lastContact = Instant.now();
      } catch (IOException e) {
        if (Duration.between(lastContact, Instant.now()).compareTo(GIVE_UP_AFTER) > 0) {
          throw new GatewayException("The gateway at %s went away".formatted(address), e);
        }
      }
      if (!ended) {
        Thread.sleep(BETWEEN_ATTEMPTS); // a gateway that is being restarted is not to be hammered
      }
    }
  }

  private void read(Consumer<RecordedFact> reader) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).header("Accept", "text/event-stream");
    lastSeen.ifPresent(id -> request.header("Last-Event-ID", Long.toString(id)));
    HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
    try (BufferedReader body =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      if (response.statusCode() == 503) {
        throw new IOException("The gateway is not ready");
      }
      if (response.statusCode() != 200) {
        throw GatewayException.of(response.statusCode(), Json.MAPPER.readTree(body));
      }
      Optional<ServerSentEvent> event = ServerSentEvent.next(body);
      while (event.isPresent()) {
        deliver(event.get(), reader);
        event = ServerSentEvent.next(body);
      }
    }
  }

  private void deliver(ServerSentEvent event, Consumer<RecordedFact> reader) {
    try {
      Fact fact = CODEC.decode(event.data().getBytes(StandardCharsets.UTF_8));
      long offset = Long.parseLong(event.id());
      lastSeen = OptionalLong.of(offset);
      ended = fact instanceof Fact.ExperimentEnded;
      reader.accept(new RecordedFact(offset, fact));
    } catch (MalformedMessageException e) {
      throw new GatewayException("The gateway sent a fact this version doesn't know", e);
    }
  }
}

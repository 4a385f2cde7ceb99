package dev.convoy.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.protocol.codec.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads server-sent events as the WHATWG's algorithm does, one by one. */
final class EventReader implements AutoCloseable {
  private final HttpResponse<InputStream> response;
  private final BufferedReader lines;
  private int heartbeats;

  record Event(long id, String name, JsonNode data) {}

  private EventReader(HttpResponse<InputStream> response) {
    this.response = response;
    this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  /** Follows an experiment from behind an event, or from the beginning. */
  static EventReader open(RunningGateway gateway, String experiment, Optional<Long> lastEventId)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = gateway.request("/api/v1/experiments/" + experiment + "/events");
    lastEventId.ifPresent(id -> request.header("Last-Event-ID", id.toString()));
    return new EventReader(gateway.client().send(request.build(), BodyHandlers.ofInputStream()));
  }

  int status() {
    return response.statusCode();
  }

  String contentType() {
    return response.headers().firstValue("Content-Type").orElse("");
  }

  int heartbeats() {
    return heartbeats;
  }

  /** Waits for the next event; empty at the stream's end. */
  Optional<Event> next() throws IOException {
    Map<String, String> fields = new HashMap<>();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(":")) {
        heartbeats++;
      } else if (!line.isEmpty()) {
        String[] field = line.split(": ", 2);
        fields.put(field[0], field[1]);
      } else if (!fields.isEmpty()) {
        return Optional.of(event(fields));
      }
    }
    return Optional.empty();
  }

  private static Event event(Map<String, String> fields) throws IOException {
    return new Event(
        Long.parseLong(fields.getOrDefault("id", "-1")),
        fields.getOrDefault("event", ""),
        Json.MAPPER.readTree(fields.get("data")));
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}

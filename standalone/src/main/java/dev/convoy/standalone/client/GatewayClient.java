package dev.convoy.standalone.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.convoy.gateway.view.Ensemble;
import dev.convoy.gateway.view.ExperimentSummary;
import dev.convoy.gateway.view.RecipeStep;
import dev.convoy.gateway.view.TrialObservations;
import dev.convoy.gateway.view.TrialSummary;
import dev.convoy.protocol.codec.Json;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.spec.ExperimentReader.Format;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The gateway's API as methods. Every method blocks and throws a {@link GatewayException} whose
 * message says what the gateway said. Thread-safe.
 */
public final class GatewayClient {
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

  private final URI api;
  private final HttpClient http;

  /**
   * A client of the gateway at an address.
   *
   * @param gateway such as {@code http://localhost:8080}
   */
  public GatewayClient(URI gateway) {
    this.api = URI.create(gateway.toString().replaceAll("/+$", "") + "/api/v1/");
    this.http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  }

  /** Submits a document as the user wrote it and returns the experiment's id. */
  public ExperimentId submit(byte[] document, Format format) {
    String mediaType =
        switch (format) {
          case JSON -> "application/json";
          case YAML -> "application/yaml";
        };
    JsonNode accepted =
        send(
            request("experiments")
                .header("Content-Type", mediaType)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofByteArray(document)));
    return new ExperimentId(accepted.path("id").asText());
  }

  /** All experiments, the newest first. */
  public List<ExperimentSummary> list() {
    List<ExperimentSummary> all = new ArrayList<>();
    JsonNode page = send(request("experiments?limit=200").GET());
    while (true) {
      page.path("experiments").forEach(node -> all.add(read(node, ExperimentSummary.class)));
      if (!page.hasNonNull("next")) {
        return all;
      }
      page = send(request("experiments?limit=200&after=" + page.get("next").asText()).GET());
    }
  }

  /** One experiment, as the gateway answers. */
  public JsonNode show(ExperimentId id) {
    return send(request("experiments/" + id).GET());
  }

  /** The summary within {@link #show}'s answer. */
  public static ExperimentSummary summary(JsonNode shown) {
    return read(shown, ExperimentSummary.class);
  }

  /** The ensemble within {@link #show}'s answer. */
  public static Optional<Ensemble> ensemble(JsonNode shown) {
    return shown.hasNonNull("ensemble")
        ? Optional.of(read(shown.get("ensemble"), Ensemble.class))
        : Optional.empty();
  }

  /** The steps of a recipe within {@link #show}'s answer; none if it has no recipe. */
  public static List<RecipeStep> recipe(JsonNode shown) {
    return shown.path("recipe").valueStream().map(step -> read(step, RecipeStep.class)).toList();
  }

  /** An experiment's trials by number. */
  public List<TrialSummary> trials(ExperimentId id) {
    List<TrialSummary> trials = new ArrayList<>();
    send(request("experiments/" + id + "/trials").GET())
        .path("trials")
        .forEach(node -> trials.add(read(node, TrialSummary.class)));
    return trials;
  }

  /** What was seen of a trial's network, as the gateway answers. */
  public JsonNode observations(ExperimentId id, int trial) {
    return send(request("experiments/%s/trials/%d/observations".formatted(id, trial)).GET());
  }

  /** What {@link #observations} answers. */
  public static TrialObservations observed(JsonNode shown) {
    return read(shown, TrialObservations.class);
  }

  /** Asks for an experiment's end. */
  public void cancel(ExperimentId id) {
    ask(id, "cancel");
  }

  /** Asks that nothing more is ordered for an experiment until it is resumed. */
  public void pause(ExperimentId id) {
    ask(id, "pause");
  }

  /** Asks that a paused experiment goes on. */
  public void resume(ExperimentId id) {
    ask(id, "resume");
  }

  /**
   * Asks for more of an experiment.
   *
   * @param changes the part of its document that changes, with the new totals
   */
  public void extend(ExperimentId id, JsonNode changes) {
    send(
        request("experiments/%s/extend".formatted(id))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(changes.toString())));
  }

  private void ask(ExperimentId id, String wish) {
    send(request("experiments/%s/%s".formatted(id, wish)).POST(BodyPublishers.noBody()));
  }

  /** The facts of an experiment, past ones first, until it has ended. */
  public FactStream facts(ExperimentId id) {
    return new FactStream(http, api.resolve("experiments/" + id + "/events"));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(api.resolve(path)).timeout(ANSWER_WITHIN);
  }

  private JsonNode send(HttpRequest.Builder request) {
    HttpResponse<byte[]> response = exchange(request.build());
    JsonNode body = tree(response.body());
    if (response.statusCode() >= 300) {
      throw GatewayException.of(response.statusCode(), body);
    }
    return body;
  }

  private HttpResponse<byte[]> exchange(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new GatewayException(
          "No gateway answers at %s (start one with `convoy up`, or name another with --url)"
              .formatted(api.resolve("/")),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GatewayException("Interrupted", e);
    }
  }

  private static JsonNode tree(byte[] body) {
    try {
      return body.length == 0 ? MissingNode.getInstance() : Json.MAPPER.readTree(body);
    } catch (IOException e) {
      throw new GatewayException("The answer is no JSON: is this a Convoy gateway?", e);
    }
  }

  private static <T> T read(JsonNode node, Class<T> type) {
    try {
      return Json.MAPPER.treeToValue(node, type);
    } catch (JsonProcessingException e) {
      throw new GatewayException(
          "The gateway's answer has another form than this version knows: " + e.getMessage(), e);
    }
  }
}

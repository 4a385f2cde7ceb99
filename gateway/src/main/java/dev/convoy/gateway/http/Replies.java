package dev.convoy.gateway.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.convoy.gateway.view.Experiment;
import dev.convoy.protocol.codec.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** Answers as JSON; what is absent is left out. */
final class Replies {
  private static final JsonMapper MAPPER =
      Json.MAPPER
          .rebuild()
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.USE_DEFAULTS))
          .build();

  private Replies() {}

  static void ok(RoutingContext request, Object body) {
    json(request, 200, "application/json", body);
  }

  static void problem(RoutingContext request, Problem problem) {
    json(request, problem.status(), Problem.MEDIA_TYPE, problem);
  }

  /** Answers what a client wants of an experiment with the experiment, and where it is. */
  static void accept(RoutingContext request, int status, Experiment experiment) {
    request.response().putHeader(HttpHeaders.LOCATION, "/api/v1/experiments/" + experiment.id());
    json(request, status, "application/json", experiment.details());
  }

  static void json(RoutingContext request, int status, String mediaType, Object body) {
    request
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, mediaType)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(encode(body));
  }

  static Buffer encode(Object body) {
    try {
      return Buffer.buffer(MAPPER.writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A record of ours can't be written: " + body, e);
    }
  }
}

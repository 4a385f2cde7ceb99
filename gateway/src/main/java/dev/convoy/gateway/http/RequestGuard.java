package dev.convoy.gateway.http;

import dev.convoy.protocol.spec.ExperimentReader.Format;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.SecurityPolicyHandler;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Refuses what can't be decoded, and bodies of a type that nothing here reads, before they are. */
final class RequestGuard implements SecurityPolicyHandler {
  private static final Map<String, Format> FORMATS =
      Map.of(
          "application/json", Format.JSON,
          "application/yaml", Format.YAML,
          "application/x-yaml", Format.YAML,
          "text/yaml", Format.YAML,
          "text/x-yaml", Format.YAML);

  @Override
  public void handle(RoutingContext context) {
    context.queryParams(); // fails with a 400 of its own
    if (hasBody(context.request()) && format(context.request()).isEmpty()) {
      throw new ProblemException(
          Problem.of(415, "Send the body with Content-Type application/json or application/yaml"));
    }
    context.next();
  }

  /** Whether the request says that it has a body. */
  static boolean hasBody(HttpServerRequest request) {
    String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
        || (length != null && !length.equals("0"));
  }

  /** How the request's body is written down, if its media type says so. */
  static Optional<Format> format(HttpServerRequest request) {
    return Optional.ofNullable(request.getHeader(HttpHeaders.CONTENT_TYPE))
        .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
        .map(FORMATS::get);
  }
}

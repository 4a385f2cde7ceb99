package dev.convoy.standalone.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.StringJoiner;

/** The gateway said no, or can't be reached; the message is for the user. */
public final class GatewayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  GatewayException(String message) {
    super(message);
  }

  GatewayException(String message, Throwable cause) {
    super(message, cause);
  }

  /** From a problem document (RFC 9457): its detail, then each error with its path. */
  static GatewayException of(int status, JsonNode problem) {
    StringJoiner lines = new StringJoiner(System.lineSeparator());
    lines.add(problem.path("detail").asText("The gateway answered with status " + status));
    for (JsonNode error : problem.path("errors")) {
      lines.add("  %s: %s".formatted(error.path("path").asText(), error.path("message").asText()));
    }
    return new GatewayException(lines.toString());
  }
}

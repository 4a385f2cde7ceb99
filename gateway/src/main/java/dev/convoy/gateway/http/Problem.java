package dev.convoy.gateway.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.convoy.protocol.spec.SpecError;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.List;

/**
 * What went wrong with a request, as RFC 9457 has it. The type is {@code about:blank}, so that the
 * status says what kind of problem it is and {@code title} is that status in words.
 *
 * @param detail one sentence: what is wrong with this request, and what would be right
 * @param errors everything that is wrong with an experiment's document
 */
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<SpecError> errors) {

  /** The media type of a problem. */
  public static final String MEDIA_TYPE = "application/problem+json";

  static Problem of(int status, String detail) {
    return of(status, detail, List.of());
  }

  static Problem of(int status, String detail, List<SpecError> errors) {
    String title = HttpResponseStatus.valueOf(status).reasonPhrase();
    return new Problem("about:blank", title, status, detail, errors);
  }
}

package dev.convoy.gateway.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns every failed request into a problem; only faults of ours become a 500 and are logged. */
final class ProblemHandler {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

  private static final long MILLIS_TO_DROP = 500;

  private final OpenAPIContract contract;
  private final int maxBodyBytes;

  ProblemHandler(OpenAPIContract contract, int maxBodyBytes) {
    this.contract = contract;
    this.maxBodyBytes = maxBodyBytes;
  }

  /**
   * Answers a failed request.
   *
   * @param status what Vert.x would answer
   */
  void answer(RoutingContext context, int status) {
    if (context.response().headWritten()) {
      context.response().reset();
      return;
    }
    if (isStillSending(context.request())) {
      dropRestOfBody(context);
    }
    Problem problem = problem(context, status);
    if (problem.status() == 405) {
      context.response().putHeader(HttpHeaders.ALLOW, allowed(context.request().path()));
    } else if (problem.status() == 503) {
      context.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
    }
    Replies.problem(context, problem);
  }

  /** HTTP/2 ends a request without its connection. */
  private static boolean isStillSending(HttpServerRequest request) {
    return request.version() != HttpVersion.HTTP_2
        && RequestGuard.hasBody(request)
        && !request.isEnded();
  }

  /** A client that is still sending reads the answer only if what it sends is taken for a while. */
  private static void dropRestOfBody(RoutingContext context) {
    context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    context.request().handler(discarded -> {}).resume();
    context.vertx().setTimer(MILLIS_TO_DROP, over -> context.request().connection().close());
  }

  private Problem problem(RoutingContext context, int status) {
    return switch (context.failure()) {
      case ProblemException failure -> failure.problem();
      case HttpException refusal when refusal.getPayload() != null ->
          Problem.of(refusal.getStatusCode(), refusal.getPayload());
      case null, default -> byStatus(context, status);
    };
  }

  private Problem byStatus(RoutingContext context, int status) {
    String request = context.request().method() + " " + context.request().path();
    return switch (status) {
      case 404 -> Problem.of(404, "There is nothing at " + context.request().path());
      case 405 -> Problem.of(405, request + " isn't offered; see /api/v1/openapi.yaml");
      case 413 -> Problem.of(413, "The body may have %d bytes at most".formatted(maxBodyBytes));
      case 500 -> {
        LOG.error("{} failed", request, context.failure());
        yield Problem.of(500, "The gateway failed; its log has the cause");
      }
      default -> Problem.of(status, "The request can't be understood: " + request);
    };
  }

  /** What the contract offers; everything beside the contract can only be looked at. */
  private String allowed(String path) {
    return Stream.concat(
            HttpMethod.values().stream()
                .filter(method -> contract.findOperation(path, method) != null),
            contract.findPath(path) == null ? Stream.of(HttpMethod.GET) : Stream.empty())
        .map(HttpMethod::name)
        .collect(Collectors.joining(", "));
  }
}

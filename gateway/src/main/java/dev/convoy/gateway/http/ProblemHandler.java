package dev.convoy.gateway.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.openapi.contract.OpenAPIContract;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns every failed request into a problem; only faults of ours become a 500 and are logged. */
final class ProblemHandler implements Handler<RoutingContext> {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

  private final OpenAPIContract contract;
  private final int maxBodyBytes;

  ProblemHandler(OpenAPIContract contract, int maxBodyBytes) {
    this.contract = contract;
    this.maxBodyBytes = maxBodyBytes;
  }

  @Override
  public void handle(RoutingContext context) {
    if (context.response().headWritten()) {
      context.response().reset();
      return;
    }
    Problem problem = problem(context);
    if (problem.status() == 405) {
      context.response().putHeader(HttpHeaders.ALLOW, allowed(context.request().path()));
    } else if (problem.status() == 503) {
      context.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
    }
    Replies.problem(context, problem);
  }

  private Problem problem(RoutingContext context) {
    return switch (context.failure()) {
      case ProblemException failure -> failure.problem();
      case HttpException refusal when refusal.getPayload() != null ->
          Problem.of(refusal.getStatusCode(), refusal.getPayload());
      case null, default -> byStatus(context);
    };
  }

  private Problem byStatus(RoutingContext context) {
    String request = context.request().method() + " " + context.request().path();
    return switch (context.statusCode()) {
      case 404 -> Problem.of(404, "There is nothing at " + context.request().path());
      case 405 -> Problem.of(405, request + " isn't offered; see /api/v1/openapi.yaml");
      case 413 -> Problem.of(413, "The body may have %d bytes at most".formatted(maxBodyBytes));
      default -> otherwise(context, request);
    };
  }

  private static Problem otherwise(RoutingContext context, String request) {
    if (context.statusCode() < 500) {
      return Problem.of(context.statusCode(), "The request can't be understood: " + request);
    }
    LOG.error("{} failed", request, context.failure());
    return Problem.of(500, "The gateway failed; its log has the cause");
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

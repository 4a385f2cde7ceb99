package dev.convoy.gateway.http;

import dev.convoy.protocol.spec.ExperimentReader;
import dev.convoy.protocol.spec.InvalidExperimentException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** Documents in requests, read off the event loop: a hostile one may take its time. */
final class Bodies {
  private Bodies() {}

  /** Makes something of a document. */
  interface Reader<T> {
    T read(byte[] document, ExperimentReader.Format format) throws InvalidExperimentException;
  }

  /** Fails with a 400 that says everything that is wrong with the body. */
  static <T> Future<T> read(Vertx vertx, RoutingContext context, Reader<T> reader) {
    Buffer body = Optional.ofNullable(context.body().buffer()).orElseGet(Buffer::buffer);
    Optional<ExperimentReader.Format> format = RequestGuard.format(context.request());
    if (body.length() == 0 || format.isEmpty()) {
      return Future.failedFuture(
          new ProblemException(
              Problem.of(400, "The body must be an experiment's document, or a part of it")));
    }
    byte[] bytes = body.getBytes();
    return vertx.executeBlocking(() -> read(bytes, format.get(), reader), false);
  }

  private static <T> T read(byte[] document, ExperimentReader.Format format, Reader<T> reader) {
    try {
      return reader.read(document, format);
    } catch (InvalidExperimentException e) {
      throw new ProblemException(
          Problem.of(400, "The document is not valid: " + e.getMessage(), e.errors()));
    }
  }
}

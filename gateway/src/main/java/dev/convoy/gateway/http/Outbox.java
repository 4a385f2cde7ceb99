package dev.convoy.gateway.http;

import dev.convoy.gateway.mesh.RequestWriter;
import dev.convoy.protocol.message.Request;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Passes clients' wishes on, and answers 503 if Kafka takes too long. */
final class Outbox {
  private final RequestWriter requests;
  private final Duration patience;
  private final InstantSource clock = InstantSource.system();

  Outbox(RequestWriter requests, Duration patience) {
    this.requests = requests;
    this.patience = patience;
  }

  /**
   * Completes when every replica has the request.
   *
   * @param request made from the time it is
   */
  Future<Void> write(Function<Instant, Request> request) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return withinPatience(requests.write(request.apply(now)));
  }

  <T> Future<T> withinPatience(Future<T> kafka) {
    return kafka
        .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .recover(
            failure ->
                Future.failedFuture(
                    new ProblemException(
                        Problem.of(
                            503,
                            "Kafka didn't acknowledge the request in time (%s); it may or may not take effect. With an Idempotency-Key it is safe to repeat"
                                .formatted(failure.getMessage())))));
  }
}

package dev.convoy.metrics;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;

/** Serves metrics and health for a process that has no HTTP of its own. */
public final class WatchVerticle extends VerticleBase {
  private final Observability observability;
  private final int port;
  private HttpServer server;

  /**
   * Watches one process.
   *
   * @param port to listen on, on every address; 0: any free one
   */
  @SuppressWarnings("NullAway.Init") // start() comes before everything else
  public WatchVerticle(Observability observability, int port) {
    this.observability = observability;
    this.port = port;
  }

  @Override
  public Future<?> start() {
    Router router = Router.router(vertx);
    observability.mount(router);
    server = vertx.createHttpServer().requestHandler(router);
    return server.listen(port);
  }

  /** The port it listens on, once deployed. */
  public int port() {
    return server.actualPort();
  }
}

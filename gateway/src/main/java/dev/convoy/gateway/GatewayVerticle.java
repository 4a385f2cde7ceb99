package dev.convoy.gateway;

import dev.convoy.gateway.http.Api;
import dev.convoy.gateway.http.InvalidRequests;
import dev.convoy.gateway.http.Watchers;
import dev.convoy.gateway.mesh.MeshListener;
import dev.convoy.gateway.mesh.MeshReader;
import dev.convoy.gateway.mesh.RequestWriter;
import dev.convoy.gateway.view.ExperimentsView;
import dev.convoy.metrics.Observability;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Observation;
import dev.convoy.protocol.message.Request;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The front door: requests, facts and observations come in from Kafka into one view, which REST and
 * the live streams read; what clients want goes out to Kafka. It is deployed once it listens, and
 * ready once it has read the history.
 */
public final class GatewayVerticle extends VerticleBase {
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final int IDLE_SECONDS = 120;

  private static final String HISTORY_READ = "gateway-history-read";
  private static final String READER = "gateway-reader";

  private final GatewayConfig config;
  private final Observability observability;
  private RequestWriter requests;
  private MeshReader reader;
  private Api api;
  private HttpServer server;

  /**
   * A gateway to deploy on the observability's Vert.x; one instance is one view on one event loop.
   */
  @SuppressWarnings("NullAway.Init") // start() comes before everything else
  public GatewayVerticle(GatewayConfig config, Observability observability) {
    this.config = config;
    this.observability = observability;
  }

  @Override
  public Future<?> start() {
    ExperimentsView view = new ExperimentsView();
    Watchers watchers = new Watchers();
    reader = new MeshReader(config.kafka(), listener(view, watchers), context);
    requests = RequestWriter.open(vertx, config.kafka(), config.limits().kafkaPatience());
    api =
        new Api(vertx, new Api.Mesh(view, watchers, requests, reader.caughtUp()), config.limits());
    return api.router()
        .compose(this::listen)
        .onSuccess(listening -> read())
        .onFailure(failure -> requests.close(GRACE));
  }

  private static MeshListener listener(ExperimentsView view, Watchers watchers) {
    return new MeshListener() {
      @Override
      public void on(Request request) {
        view.apply(request);
        watchers.changed(request.experimentId());
      }

      @Override
      public void on(long offset, Fact fact) {
        view.apply(offset, fact);
        watchers.changed(fact.experimentId());
      }

      @Override
      public void on(Observation observation) {
        view.apply(observation); // those who watch are sent facts alone
      }
    };
  }

  private void read() {
    reader.start();
    observability.ready(HISTORY_READ, reader.caughtUp()::isComplete);
    observability.live(READER, reader::isReading);
  }

  private Future<HttpServer> listen(Router router) {
    observability.mount(router);
    server =
        vertx
            .createHttpServer(new HttpServerOptions().setIdleTimeout(IDLE_SECONDS))
            .invalidRequestHandler(new InvalidRequests())
            .requestHandler(router);
    return server.listen(config.port(), config.host());
  }

  /** The port it listens on, once deployed. */
  public int port() {
    return server.actualPort();
  }

  /** Completes once the view has everything that stood in Kafka at the start. */
  public Future<Void> ready() {
    return reader.caughtUp();
  }

  @Override
  public Future<?> stop() {
    observability.forget(HISTORY_READ);
    observability.forget(READER);
    api.close();
    return server
        .shutdown(GRACE.toSeconds(), TimeUnit.SECONDS)
        .eventually(() -> requests.close(GRACE))
        .eventually(() -> vertx.executeBlocking(this::closeReader));
  }

  private Void closeReader() throws InterruptedException {
    reader.close();
    return null;
  }
}

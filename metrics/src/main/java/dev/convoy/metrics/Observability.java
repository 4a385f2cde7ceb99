package dev.convoy.metrics;

import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.ext.healthchecks.HealthChecks;
import io.vertx.ext.healthchecks.Status;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.healthchecks.HealthCheckHandler;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/**
 * What a process is watched by: its Vert.x, the registry that everything in it reports to, and what
 * tells whether it lives and is ready. One for each process, handed to whoever needs it. A service
 * with a router of its own mounts {@code /metrics}, {@code /health/live} and {@code /health/ready}
 * on it; any other deploys a {@link WatchVerticle}. Thread-safe.
 */
public final class Observability {
  private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";
  private static final int MOST_HTTP_METHODS = 20;

  private final PrometheusMeterRegistry registry;
  private final JvmMeters jvm;
  private final Vertx vertx;
  private final HealthChecks live;
  private final HealthChecks ready;
  private final List<Runnable> refreshments = new CopyOnWriteArrayList<>();

  private Observability(PrometheusMeterRegistry registry, Vertx vertx) {
    this.registry = registry;
    this.jvm = JvmMeters.bindTo(registry);
    this.vertx = vertx;
    this.live = HealthChecks.create(vertx);
    this.ready = HealthChecks.create(vertx);
    live.register("event-loop", answer -> answer.complete(Status.OK()));
    ready.register("event-loop", answer -> answer.complete(Status.OK()));
  }

  /**
   * Begins to watch a process.
   *
   * @param service the tag {@code service} of all its meters, such as {@code gateway}
   */
  public static Observability start(String service) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.config().commonTags(List.of(Tag.of("service", service)));
    registry.config().meterFilter(boundedMethods());
    // Vert.x keeps registries by name in a static map; a name of its own keeps this one apart.
    MicrometerMetricsOptions options =
        new MicrometerMetricsOptions()
            .setEnabled(true)
            .setRegistryName(UUID.randomUUID().toString());
    Vertx vertx =
        Vertx.builder()
            .with(new VertxOptions().setMetricsOptions(options))
            .withMetrics(new MicrometerMetricsFactory(registry))
            .build();
    return new Observability(registry, vertx);
  }

  /** Anyone may send a request with a method of his own invention. */
  private static MeterFilter boundedMethods() {
    return MeterFilter.maximumAllowableTags(
        "vertx.http.server", "method", MOST_HTTP_METHODS, MeterFilter.deny());
  }

  /** The process's Vert.x, which reports to the registry. */
  public Vertx vertx() {
    return vertx;
  }

  /** Where all meters of the process belong. */
  public PrometheusMeterRegistry registry() {
    return registry;
  }

  /**
   * Adds something without which the process had better be restarted.
   *
   * @param name unique in the process, such as {@code scheduler-loop}
   * @param holds asked on the event loop at every request, so it must not block
   */
  public void live(String name, BooleanSupplier holds) {
    live.register(name, answer -> answer.complete(new Status().setOk(holds.getAsBoolean())));
  }

  /**
   * Adds something without which the process can't do its work yet.
   *
   * @param name unique in the process, such as {@code history-read}
   * @param holds asked on the event loop at every request, so it must not block
   */
  public void ready(String name, BooleanSupplier holds) {
    ready.register(name, answer -> answer.complete(new Status().setOk(holds.getAsBoolean())));
  }

  /**
   * Takes back what {@link #live} and {@link #ready} added, when its service ends before the
   * process.
   */
  public void forget(String name) {
    live.unregister(name);
    ready.unregister(name);
  }

  /** Adds something that brings meters up to date just before each scrape; it must not block. */
  public void beforeScrape(Runnable refresh) {
    refreshments.add(refresh);
  }

  /** Serves the three addresses on a router. */
  public void mount(Router router) {
    router.get("/metrics").handler(this::scrape);
    router.get("/health/live").handler(HealthCheckHandler.createWithHealthChecks(live));
    router.get("/health/ready").handler(HealthCheckHandler.createWithHealthChecks(ready));
  }

  private synchronized void scrape(RoutingContext request) {
    refreshments.forEach(Runnable::run);
    request.response().putHeader("content-type", METRICS_TYPE).end(registry.scrape());
  }

  /** Undeploys everything of the process's Vert.x and ends the watch. */
  public Future<Void> close() {
    return vertx
        .close()
        .onComplete(
            closed -> {
              jvm.close();
              registry.close();
            });
  }
}

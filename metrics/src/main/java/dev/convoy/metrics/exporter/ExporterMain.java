package dev.convoy.metrics.exporter;

import dev.convoy.metrics.Environment;
import dev.convoy.metrics.Observability;
import dev.convoy.metrics.WatchVerticle;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the exporter in a process of its own; SIGTERM ends it gracefully. */
public final class ExporterMain {
  private static final Logger LOG = LoggerFactory.getLogger(ExporterMain.class);

  private ExporterMain() {}

  /** Takes no arguments; the environment says everything. */
  public static void main(String[] arguments) {
    ExporterConfig config = ExporterConfig.from(new Environment(System.getenv()));
    Observability observability = Observability.start("exporter");
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> observability.close().await(), "shutdown"));
    WatchVerticle watch = new WatchVerticle(observability, config.port());
    ExporterVerticle exporter =
        new ExporterVerticle(
            observability, config.kafka(), config.retention(), InstantSource.system());
    observability
        .vertx()
        .deployVerticle(watch)
        .compose(id -> observability.vertx().deployVerticle(exporter))
        .onSuccess(id -> LOG.info("Metrics at port {}", watch.port()))
        .onFailure(ExporterMain::giveUp);
  }

  private static void giveUp(Throwable cause) {
    LOG.error("The exporter can't start", cause);
    System.exit(1);
  }
}

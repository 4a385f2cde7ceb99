package dev.convoy.scheduler;

import dev.convoy.metrics.Environment;
import dev.convoy.metrics.Observability;
import dev.convoy.metrics.WatchVerticle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a scheduler in a process of its own, told by the environment; SIGTERM ends it gracefully.
 * Metrics and health are at {@code CONVOY_HTTP_PORT} (9101).
 */
public final class SchedulerMain {
  private static final Logger LOG = LoggerFactory.getLogger(SchedulerMain.class);
  private static final int USUAL_PORT = 9101;

  private SchedulerMain() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) {
    Environment environment = new Environment(System.getenv());
    SchedulerConfig config = SchedulerConfig.from(environment);
    Observability observability = Observability.start("scheduler");
    WatchVerticle watch =
        new WatchVerticle(observability, environment.port("CONVOY_HTTP_PORT", USUAL_PORT));
    try {
      observability.vertx().deployVerticle(watch).await();
      SchedulerService service = SchedulerService.start(config, observability);
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> close(service, observability), "shutdown"));
      LOG.info("Scheduling as {}; metrics at port {}", config.instance(), watch.port());
    } catch (RuntimeException e) {
      LOG.error("The scheduler can't start", e);
      System.exit(1);
    }
  }

  private static void close(SchedulerService service, Observability observability) {
    service.close();
    observability.close().await();
  }
}

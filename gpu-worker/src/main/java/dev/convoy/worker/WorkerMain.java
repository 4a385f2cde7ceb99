package dev.convoy.worker;

import dev.convoy.cnn.device.Device;
import dev.convoy.metrics.Environment;
import dev.convoy.metrics.Observability;
import dev.convoy.metrics.WatchVerticle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one worker in a process of its own; SIGTERM hands back what it holds. It computes on {@code
 * CONVOY_THREADS} (one for each core), all on one trial: several workers in one process would share
 * the cores and train no faster. {@code CONVOY_HTTP_PORT} (9101) is where its metrics and health
 * are.
 */
public final class WorkerMain {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerMain.class);

  private WorkerMain() {}

  /** Takes no arguments; the environment says everything. */
  public static void main(String[] arguments) {
    Environment environment = new Environment(System.getenv());
    WorkerConfig config = WorkerConfig.from(environment);
    Observability observability = Observability.start("worker");
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> observability.close().await(), "shutdown"));
    WatchVerticle watch =
        new WatchVerticle(observability, environment.port("CONVOY_HTTP_PORT", 9101));
    int cores = Runtime.getRuntime().availableProcessors();
    Device device = Device.find(environment.number("CONVOY_THREADS", cores));
    WorkerVerticle worker = new WorkerVerticle(observability, config, device);
    observability
        .vertx()
        .deployVerticle(watch)
        .compose(id -> observability.vertx().deployVerticle(worker))
        .onSuccess(id -> LOG.info("{} takes work; metrics at port {}", config.name(), watch.port()))
        .onFailure(WorkerMain::giveUp);
  }

  private static void giveUp(Throwable cause) {
    LOG.error("The worker can't start", cause);
    System.exit(1);
  }
}

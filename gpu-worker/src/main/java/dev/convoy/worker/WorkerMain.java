package dev.convoy.worker;

import dev.convoy.cnn.device.Device;
import dev.convoy.metrics.Environment;
import dev.convoy.metrics.Observability;
import dev.convoy.metrics.WatchVerticle;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a worker for each GPU, or one for the CPU, in a process of their own; SIGTERM hands back
 * what they hold. On the CPU it computes on {@code CONVOY_THREADS} (one for each core), all on one
 * trial: several workers would share the cores and train no faster. {@code CONVOY_HTTP_PORT} (9101)
 * is where their metrics and health are.
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
    List<Device> devices = Device.all(environment.number("CONVOY_THREADS", cores));
    Crew crew = Crew.of(observability, config, devices);
    observability
        .vertx()
        .deployVerticle(watch)
        .compose(id -> crew.deploy(observability.vertx()))
        .onSuccess(names -> LOG.info("{} takes work; metrics at port {}", names, watch.port()))
        .onFailure(WorkerMain::giveUp);
  }

  private static void giveUp(Throwable cause) {
    LOG.error("The worker can't start", cause);
    System.exit(1);
  }
}

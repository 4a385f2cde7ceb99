package dev.convoy.worker;

import dev.convoy.cnn.device.Device;
import dev.convoy.metrics.Observability;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The workers of one process, one for each device. What goes wrong on a device is its worker's
 * alone: the others go on.
 *
 * @param workers by name
 */
record Crew(Map<String, Deployable> workers) {
  private static final Logger LOG = LoggerFactory.getLogger(Crew.class);

  /** A worker for each device, numbered from 1 if there are several. */
  static Crew of(Observability observability, WorkerConfig config, List<Device> devices) {
    Map<String, Deployable> workers = new LinkedHashMap<>();
    for (Device device : devices) {
      String number = devices.size() > 1 ? "-" + (workers.size() + 1) : "";
      WorkerConfig own = config.named(config.name() + number);
      workers.put(own.name(), new WorkerVerticle(observability, own, device));
    }
    return new Crew(workers);
  }

  /** Deploys all; fails if none takes work, and otherwise names those that do. */
  Future<List<String>> deploy(Vertx vertx) {
    Map<String, Future<String>> started = new LinkedHashMap<>();
    workers.forEach((name, worker) -> started.put(name, vertx.deployVerticle(worker)));
    return Future.join(List.copyOf(started.values()))
        .transform(all -> started(started, all.cause()));
  }

  private static Future<List<String>> started(Map<String, Future<String>> all, Throwable failure) {
    List<String> taking = new ArrayList<>();
    all.forEach(
        (name, start) -> {
          if (start.succeeded()) {
            taking.add(name);
          } else {
            LOG.error("{} can't start", name, start.cause());
          }
        });
    return taking.isEmpty() ? Future.failedFuture(failure) : Future.succeededFuture(taking);
  }
}

package dev.convoy.standalone.mesh;

import dev.convoy.broker.ChildBroker;
import dev.convoy.cnn.data.DataHome;
import dev.convoy.cnn.device.Device;
import dev.convoy.gateway.GatewayConfig;
import dev.convoy.gateway.GatewayVerticle;
import dev.convoy.metrics.Observability;
import dev.convoy.metrics.exporter.ExporterVerticle;
import dev.convoy.metrics.exporter.Retention;
import dev.convoy.protocol.kafka.KafkaSettings;
import dev.convoy.scheduler.SchedulerConfig;
import dev.convoy.scheduler.SchedulerService;
import dev.convoy.worker.WorkerConfig;
import dev.convoy.worker.WorkerVerticle;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The whole mesh on one machine: a broker in a child process, and every service in this one. The
 * services know each other through Kafka alone, just as in a cluster. Closing stops them in good
 * order; killing loses nothing either.
 */
public final class Mesh implements AutoCloseable {
  private static final int START_SECONDS = 120;

  private final Closing closing = new Closing();
  private final ChildBroker broker;
  private final Observability observability;
  private final URI gateway;

  private Mesh(DataFolder folder, int port) throws IOException {
    try {
      broker = closing.add(ChildBroker.start(folder.kafka(), 0), ChildBroker::close);
      KafkaSettings kafka = KafkaSettings.local(broker.bootstrapServers());
      observability = closing.add(Observability.start("convoy"), watch -> watch.close().await());
      closing.add(
          SchedulerService.start(SchedulerConfig.local(kafka), observability),
          SchedulerService::close);
      gateway = startGateway(GatewayConfig.local(port, kafka));
      startWorkers(kafka, folder);
      await(
          deploy(
              new ExporterVerticle(observability, kafka, Retention.USUAL, InstantSource.system())));
    } catch (IOException | RuntimeException e) {
      closing.close();
      throw e;
    }
  }

  /**
   * Starts everything and returns once the gateway serves and the workers take work.
   *
   * @param port of the gateway; 0: any free one
   * @throws IOException if the broker or a service can't start, saying why
   */
  public static Mesh start(DataFolder folder, int port) throws IOException {
    return new Mesh(folder, port);
  }

  private URI startGateway(GatewayConfig config) throws IOException {
    GatewayVerticle verticle = new GatewayVerticle(config, observability);
    await(deploy(verticle).compose(deployed -> verticle.ready()));
    return URI.create("http://localhost:" + verticle.port());
  }

  /** A worker for every two cores. */
  private void startWorkers(KafkaSettings kafka, DataFolder folder) throws IOException {
    int workers = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    List<Device> devices = Device.cpus(workers);
    DataHome datasets = new DataHome(DataHome.fromEnvironment().data(), folder.datasets());
    for (int i = 0; i < workers; i++) {
      WorkerConfig config =
          new WorkerConfig(
              "worker-" + (i + 1), kafka, folder.snapshots(), datasets, KafkaSettings.USUAL_LOCK);
      await(deploy(new WorkerVerticle(observability, config, devices.get(i))));
    }
  }

  private Future<String> deploy(Deployable verticle) {
    return observability.vertx().deployVerticle(verticle);
  }

  private static void await(Future<?> started) throws IOException {
    try {
      started.await(START_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IOException("A service didn't start within %d seconds".formatted(START_SECONDS), e);
    }
  }

  /** The gateway's address. */
  public URI gateway() {
    return gateway;
  }

  /** Blocks until the broker has ended, which it does only when the mesh closes or it breaks. */
  public void awaitBrokerEnd() throws InterruptedException {
    broker.awaitEnd();
  }

  @Override
  public void close() {
    closing.close();
  }
}

package dev.convoy.worker;

import dev.convoy.cnn.device.Device;
import dev.convoy.metrics.Observability;
import dev.convoy.protocol.kafka.Topic;
import dev.convoy.protocol.kafka.TopicCreator;
import dev.convoy.protocol.kafka.TopicReader;
import dev.convoy.protocol.message.Control;
import dev.convoy.protocol.message.Work;
import dev.convoy.worker.check.CheckRunner;
import dev.convoy.worker.ensemble.EnsembleRunner;
import dev.convoy.worker.leg.DatasetShelf;
import dev.convoy.worker.leg.LegRunner;
import dev.convoy.worker.leg.Workshop;
import dev.convoy.worker.mesh.Orders;
import dev.convoy.worker.mesh.Reporter;
import dev.convoy.worker.queue.Task;
import dev.convoy.worker.queue.WorkQueue;
import dev.convoy.worker.store.SnapshotStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;

/**
 * One worker on one device: control is heard before work is taken, so that no stop is missed.
 * Deployed once it takes work; undeployed once what it held is handed back.
 */
public final class WorkerVerticle extends VerticleBase {
  private static final int ORDERS_REMEMBERED = 10_000;

  private final Observability observability;
  private final WorkerConfig config;
  private final Device device;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /** A worker to deploy into the process that is being watched. */
  public WorkerVerticle(Observability observability, WorkerConfig config, Device device) {
    this.observability = observability;
    this.config = config;
    this.device = device;
  }

  @Override
  public Future<?> start() {
    return vertx.executeBlocking(this::open).recover(this::closeAfter);
  }

  private Future<Void> closeAfter(Throwable failure) {
    return stop().transform(closed -> Future.failedFuture(failure));
  }

  private Void open() throws ExecutionException, InterruptedException {
    TopicCreator.ensure(config.kafka(), config.lock());
    Orders orders = new Orders(ORDERS_REMEMBERED);
    TopicReader<Control> control = hear(orders);
    control.caughtUp().get();
    WorkQueue queue = serve(orders);
    observability.ready(config.name(), queue::isServing);
    observability.live(config.name(), () -> queue.isServing() && control.isReading());
    return null;
  }

  private TopicReader<Control> hear(Orders orders) {
    TopicReader<Control> control =
        TopicReader.start(
            config.kafka(),
            new TopicReader.Subscription<>(Topic.CONTROL, Control.class, TopicReader.From.END),
            orders::hear,
            config.name() + "-control");
    open.push(control);
    return control;
  }

  private WorkQueue serve(Orders orders) {
    Reporter reporter = new Reporter(config.kafka());
    open.push(reporter);
    WorkerMeters meters = new WorkerMeters(observability.registry(), config.name());
    Task task = task(workshop(orders, reporter), meters);
    WorkQueue queue =
        WorkQueue.start(
            new WorkQueue.Settings(config.kafka(), config.name(), config.lock(), meters::renewed),
            task);
    open.push(queue);
    return queue;
  }

  private Workshop workshop(Orders orders, Reporter reporter) {
    return new Workshop(
        config.name(),
        device,
        new DatasetShelf(config.data()),
        new SnapshotStore(config.snapshots()),
        reporter,
        orders,
        InstantSource.system());
  }

  private static Task task(Workshop workshop, WorkerMeters meters) {
    LegRunner legs = new LegRunner(workshop, meters);
    CheckRunner checks = new CheckRunner(workshop);
    EnsembleRunner ensembles = new EnsembleRunner(workshop);
    return (work, delivery, goOn) ->
        switch (work) {
          case Work.TrainLeg leg -> legs.run(leg, delivery, goOn);
          case Work.RunCheck check -> checks.run(check, goOn);
          case Work.BuildEnsemble ensemble -> ensembles.run(ensemble, goOn);
        };
  }

  @Override
  public Future<Void> stop() {
    observability.forget(config.name());
    return vertx.executeBlocking(this::close);
  }

  /** What was opened last is closed first: the queue, then what its work needs. */
  private Void close() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
    return null;
  }
}

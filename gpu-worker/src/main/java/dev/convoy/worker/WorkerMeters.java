package dev.convoy.worker;

import dev.convoy.protocol.message.EpochMetrics;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.worker.leg.LegListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;

/** What a worker shows to Prometheus, under its own name. Thread-safe. */
final class WorkerMeters implements LegListener {
  private final MeterRegistry registry;
  private final Tags worker;
  private final Counter renewals;
  private final MultiGauge current;
  private final AtomicReference<Double> imagesPerSecond = new AtomicReference<>(0.0);

  WorkerMeters(MeterRegistry registry, String worker) {
    this.registry = registry;
    this.worker = Tags.of("worker", worker);
    this.renewals =
        Counter.builder("convoy.worker.lock.renewals")
            .description("How often the lock on a leg was renewed")
            .tags(this.worker)
            .register(registry);
    this.current =
        MultiGauge.builder("convoy.worker.current.trial")
            .description("Always 1; the trial being trained now")
            .tags(this.worker)
            .register(registry);
    Gauge.builder("convoy.worker.images.per.second", imagesPerSecond, AtomicReference::get)
        .description("Training throughput of the latest epoch; 0 between legs")
        .tags(this.worker)
        .register(registry);
    for (End end : End.values()) {
      legs(end); // so that each is there from the start
    }
  }

  void renewed() {
    renewals.increment();
  }

  @Override
  public void begin(ExperimentId experiment, int trial) {
    Tags tags = Tags.of("experiment", experiment.value(), "trial", Integer.toString(trial));
    current.register(List.of(MultiGauge.Row.of(tags, 1)), true);
  }

  @Override
  public void epoch(EpochMetrics metrics) {
    imagesPerSecond.set(metrics.imagesPerSecond());
  }

  @Override
  public void end(End end) {
    current.register(List.of(), true);
    imagesPerSecond.set(0.0);
    legs(end).increment();
  }

  private Counter legs(End end) {
    return Counter.builder("convoy.worker.legs")
        .description("Attempts at legs by how they ended here")
        .tags(worker.and("end", end.name().toLowerCase(Locale.ROOT).replace('_', '-')))
        .register(registry);
  }
}

package dev.convoy.scheduler;

import dev.convoy.metrics.Observability;
import dev.convoy.protocol.kafka.TopicCreator;
import dev.convoy.scheduler.loop.SchedulerThreads;
import java.time.Clock;

/**
 * A scheduler instance at work. It creates the topics that are missing, takes its share of the
 * experiments, and gives it back when closed. Thread-safe.
 */
public final class SchedulerService implements AutoCloseable {
  private static final String CHECK = "scheduler";

  private final SchedulerThreads threads;
  private final Observability observability;

  private SchedulerService(SchedulerThreads threads, Observability observability) {
    this.threads = threads;
    this.observability = observability;
  }

  /**
   * Starts an instance; it is ready once {@link #isReady} says so, which the process's health
   * tells, too.
   *
   * @param observability gets the meters named {@code convoy.scheduler.*}
   * @throws dev.convoy.protocol.kafka.KafkaSetupException if the topics can't be made sure of
   */
  public static SchedulerService start(SchedulerConfig config, Observability observability) {
    TopicCreator.ensure(config.kafka(), config.lock());
    SchedulerThreads threads =
        SchedulerThreads.start(
            config.kafka(), config.instance(), observability.registry(), Clock.systemUTC());
    SchedulerService service = new SchedulerService(threads, observability);
    observability.ready(CHECK, service::isReady);
    observability.live(CHECK, threads::areAlive);
    return service;
  }

  /** Whether it serves; false while it starts and while it recovers. */
  public boolean isReady() {
    return threads.areServing();
  }

  /** Commits the batch in hand and leaves the group, for another instance to take over at once. */
  @Override
  public void close() {
    observability.forget(CHECK);
    threads.close();
  }
}

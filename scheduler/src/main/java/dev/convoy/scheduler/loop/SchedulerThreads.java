package dev.convoy.scheduler.loop;

import dev.convoy.protocol.kafka.KafkaSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/** The two threads of a scheduler instance: one decides, one reads dead letters. */
public final class SchedulerThreads implements AutoCloseable {
  private final SessionThread commands;
  private final SessionThread deadWork;

  private SchedulerThreads(SessionThread commands, SessionThread deadWork) {
    this.commands = commands;
    this.deadWork = deadWork;
  }

  /**
   * Starts them.
   *
   * @param instance unique among the schedulers, kept over restarts
   */
  public static SchedulerThreads start(
      KafkaSettings kafka, String instance, MeterRegistry registry, Clock clock) {
    Clients clients = new Clients(kafka, instance);
    SchedulerMeters meters = new SchedulerMeters(registry);
    return new SchedulerThreads(
        SessionThread.start(
            "scheduler", new CommandSession(clients, meters, clock), meters.failures),
        SessionThread.start(
            "scheduler-dead-work", new DeadWorkSession(clients, meters), meters.failures));
  }

  /** Whether both serve. */
  public boolean areServing() {
    return commands.health() == SessionThread.Health.SERVING
        && deadWork.health() == SessionThread.Health.SERVING;
  }

  /** Whether both will serve again by themselves, if they don't now. */
  public boolean areAlive() {
    return commands.isAlive() && deadWork.isAlive();
  }

  @Override
  public void close() {
    commands.close();
    deadWork.close();
  }
}

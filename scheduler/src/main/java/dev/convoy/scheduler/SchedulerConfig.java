package dev.convoy.scheduler;

import dev.convoy.metrics.Environment;
import dev.convoy.protocol.kafka.KafkaEnvironment;
import dev.convoy.protocol.kafka.KafkaSettings;

/**
 * Everything the scheduler is told from outside.
 *
 * @param instance its name: unique among the schedulers of a mesh, the same after a restart
 * @param lockMillis how long a worker's lock on its work lasts unless renewed
 */
public record SchedulerConfig(KafkaSettings kafka, String instance, int lockMillis) {
  private static final int USUAL_LOCK_MILLIS = 30_000;

  public SchedulerConfig {
    if (instance.isBlank()) {
      throw new IllegalArgumentException("The scheduler's instance name must not be blank");
    }
    if (lockMillis < 1_000) {
      throw new IllegalArgumentException(
          "A lock on work must last at least 1000 ms, but is to last " + lockMillis);
    }
  }

  /** The only scheduler of a mesh on this machine. */
  public static SchedulerConfig local(KafkaSettings kafka) {
    return new SchedulerConfig(kafka, "scheduler", USUAL_LOCK_MILLIS);
  }

  /**
   * As the environment says: {@code CONVOY_INSTANCE} (the host's name), {@code
   * CONVOY_WORK_LOCK_MILLIS} (30000), and Kafka's as {@link KafkaEnvironment} has them.
   *
   * @throws IllegalArgumentException naming what can't be used
   */
  public static SchedulerConfig from(Environment environment) {
    return new SchedulerConfig(
        KafkaEnvironment.read(environment.variables()),
        environment.text("CONVOY_INSTANCE", environment.text("HOSTNAME", "scheduler")),
        environment.number("CONVOY_WORK_LOCK_MILLIS", USUAL_LOCK_MILLIS));
  }
}

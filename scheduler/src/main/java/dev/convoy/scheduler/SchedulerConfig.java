package dev.convoy.scheduler;

import dev.convoy.metrics.Environment;
import dev.convoy.protocol.kafka.KafkaEnvironment;
import dev.convoy.protocol.kafka.KafkaSettings;
import java.time.Duration;

/**
 * Everything the scheduler is told from outside.
 *
 * @param instance its name: unique among the schedulers of a mesh, the same after a restart
 * @param lock how long a worker's lock on its work lasts unless renewed
 */
public record SchedulerConfig(KafkaSettings kafka, String instance, Duration lock) {

  public SchedulerConfig {
    if (instance.isBlank()) {
      throw new IllegalArgumentException("The scheduler's instance name must not be blank");
    }
  }

  /** The only scheduler of a mesh on this machine. */
  public static SchedulerConfig local(KafkaSettings kafka) {
    return new SchedulerConfig(kafka, "scheduler", KafkaSettings.USUAL_LOCK);
  }

  /**
   * As the environment says: {@code CONVOY_INSTANCE} (the host's name), and Kafka's as {@link
   * KafkaEnvironment} has them.
   *
   * @throws IllegalArgumentException naming what can't be used
   */
  public static SchedulerConfig from(Environment environment) {
    return new SchedulerConfig(
        KafkaEnvironment.read(environment.variables()),
        environment.text("CONVOY_INSTANCE", environment.text("HOSTNAME", "scheduler")),
        KafkaEnvironment.lock(environment.variables()));
  }
}

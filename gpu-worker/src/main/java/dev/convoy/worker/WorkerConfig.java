package dev.convoy.worker;

import dev.convoy.cnn.data.DataHome;
import dev.convoy.metrics.Environment;
import dev.convoy.protocol.kafka.KafkaEnvironment;
import dev.convoy.protocol.kafka.KafkaSettings;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Everything one worker is told from outside.
 *
 * @param name in reports and metrics; unique in its process
 * @param snapshots the folder that all workers share
 * @param data where datasets are
 * @param lock how long a leg stays this worker's when it falls silent
 */
public record WorkerConfig(
    String name, KafkaSettings kafka, Path snapshots, DataHome data, Duration lock) {

  public WorkerConfig {
    snapshots = snapshots.toAbsolutePath().normalize();
  }

  /** The same of another name. */
  WorkerConfig named(String other) {
    return new WorkerConfig(other, kafka, snapshots, data, lock);
  }

  /**
   * As the environment says: {@code CONVOY_WORKER} (the host's name and the process's number),
   * {@code CONVOY_SNAPSHOTS} (./convoy-data/snapshots), {@code CONVOY_DATA} and {@code
   * CONVOY_CACHE} as {@link DataHome} has them, and Kafka's as {@link KafkaEnvironment} has them.
   *
   * @throws IllegalArgumentException naming the variable that can't be used
   */
  public static WorkerConfig from(Environment environment) {
    String host = environment.text("HOSTNAME", "worker");
    return new WorkerConfig(
        environment.text("CONVOY_WORKER", host + "-" + ProcessHandle.current().pid()),
        KafkaEnvironment.read(environment.variables()),
        Path.of(environment.text("CONVOY_SNAPSHOTS", "convoy-data/snapshots")),
        DataHome.fromEnvironment(),
        KafkaEnvironment.lock(environment.variables()));
  }
}

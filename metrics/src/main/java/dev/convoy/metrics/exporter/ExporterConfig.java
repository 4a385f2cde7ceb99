package dev.convoy.metrics.exporter;

import dev.convoy.metrics.Environment;
import dev.convoy.protocol.kafka.KafkaEnvironment;
import dev.convoy.protocol.kafka.KafkaSettings;

/**
 * Everything the exporter is told from outside.
 *
 * @param port of metrics and health; 0: any free one
 */
public record ExporterConfig(KafkaSettings kafka, int port, Retention retention) {

  /**
   * As the environment says: {@code CONVOY_HTTP_PORT} (9100), and Kafka's as {@link
   * KafkaEnvironment} has them.
   *
   * @throws IllegalArgumentException naming the variable that can't be used
   */
  public static ExporterConfig from(Environment environment) {
    return new ExporterConfig(
        KafkaEnvironment.read(environment.variables()),
        environment.port("CONVOY_HTTP_PORT", 9100),
        Retention.USUAL);
  }
}

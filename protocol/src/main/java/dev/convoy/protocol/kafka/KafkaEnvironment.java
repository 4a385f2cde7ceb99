package dev.convoy.protocol.kafka;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The Kafka settings of a service that is told by its environment: {@code CONVOY_KAFKA} (host:port,
 * several separated by commas), {@code CONVOY_KAFKA_PARTITIONS}, {@code CONVOY_KAFKA_REPLICATION},
 * and any setting of the clients as {@code CONVOY_KAFKA_CLIENT_SECURITY_PROTOCOL} for {@code
 * security.protocol}.
 */
public final class KafkaEnvironment {
  private static final String CLIENT_PREFIX = "CONVOY_KAFKA_CLIENT_";

  private KafkaEnvironment() {}

  /**
   * Reads the settings.
   *
   * @throws IllegalArgumentException naming the variable that is no number
   */
  public static KafkaSettings read(Map<String, String> environment) {
    return new KafkaSettings(
        environment.getOrDefault("CONVOY_KAFKA", "localhost:9092"),
        positive(environment, "CONVOY_KAFKA_PARTITIONS", 4),
        (short) positive(environment, "CONVOY_KAFKA_REPLICATION", 1),
        environment.entrySet().stream()
            .filter(variable -> variable.getKey().startsWith(CLIENT_PREFIX))
            .collect(
                Collectors.toMap(variable -> setting(variable.getKey()), Map.Entry::getValue)));
  }

  /**
   * How long a worker's lock on its work lasts unless renewed: {@code CONVOY_LOCK_SECONDS} (30).
   * Every service that sets up the queue must be told the same, for the last one that starts wins.
   *
   * @throws IllegalArgumentException if it is no number
   */
  public static Duration lock(Map<String, String> environment) {
    return Duration.ofSeconds(
        positive(environment, "CONVOY_LOCK_SECONDS", (int) KafkaSettings.USUAL_LOCK.toSeconds()));
  }

  private static String setting(String variable) {
    return variable.substring(CLIENT_PREFIX.length()).toLowerCase(Locale.ROOT).replace('_', '.');
  }

  private static int positive(Map<String, String> environment, String variable, int otherwise) {
    String value = environment.getOrDefault(variable, Integer.toString(otherwise));
    if (!value.matches("[1-9][0-9]{0,3}")) {
      throw new IllegalArgumentException(
          "%s must be a whole number from 1 to 9999, but is '%s'".formatted(variable, value));
    }
    return Integer.parseInt(value);
  }
}

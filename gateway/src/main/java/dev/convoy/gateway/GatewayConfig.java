package dev.convoy.gateway;

import dev.convoy.gateway.http.Limits;
import dev.convoy.protocol.kafka.KafkaEnvironment;
import dev.convoy.protocol.kafka.KafkaSettings;
import java.util.Map;

/**
 * Everything the gateway is told from outside.
 *
 * @param host address to listen on
 * @param port to listen on; 0: any free one
 */
public record GatewayConfig(String host, int port, KafkaSettings kafka, Limits limits) {

  public GatewayConfig {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be 0 to 65535, but is " + port);
    }
  }

  /** Reachable from this machine alone. */
  public static GatewayConfig local(int port, KafkaSettings kafka) {
    return new GatewayConfig("127.0.0.1", port, kafka, Limits.DEFAULT);
  }

  /**
   * As the environment says: {@code CONVOY_HTTP_HOST} (0.0.0.0), {@code CONVOY_HTTP_PORT} (8080),
   * {@code CONVOY_HTTP_MAX_BODY_BYTES} (1 MiB), and Kafka's as {@link KafkaEnvironment} has them.
   *
   * @throws IllegalArgumentException naming the variable that can't be used
   */
  public static GatewayConfig fromEnvironment(Map<String, String> environment) {
    Limits usual = Limits.DEFAULT;
    return new GatewayConfig(
        environment.getOrDefault("CONVOY_HTTP_HOST", "0.0.0.0"),
        number(environment, "CONVOY_HTTP_PORT", 8080),
        KafkaEnvironment.read(environment),
        new Limits(
            number(environment, "CONVOY_HTTP_MAX_BODY_BYTES", usual.maxBodyBytes()),
            usual.kafkaPatience(),
            usual.heartbeat()));
  }

  private static int number(Map<String, String> environment, String variable, int otherwise) {
    String value = environment.get(variable);
    try {
      return value == null ? otherwise : Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s must be a whole number, but is '%s'".formatted(variable, value), e);
    }
  }
}

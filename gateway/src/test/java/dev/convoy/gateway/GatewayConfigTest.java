package dev.convoy.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.protocol.kafka.KafkaSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayConfigTest {

  @Test
  void readsTheEnvironment() {
    GatewayConfig config =
        GatewayConfig.fromEnvironment(
            Map.of(
                "CONVOY_HTTP_PORT", "9000",
                "CONVOY_HTTP_MAX_BODY_BYTES", "5000",
                "CONVOY_KAFKA", "kafka:9092",
                "CONVOY_KAFKA_PARTITIONS", "12",
                "CONVOY_KAFKA_REPLICATION", "3",
                "CONVOY_KAFKA_CLIENT_SECURITY_PROTOCOL", "SSL"));

    assertThat(config.host()).isEqualTo("0.0.0.0");
    assertThat(config.port()).isEqualTo(9000);
    assertThat(config.limits().maxBodyBytes()).isEqualTo(5000);
    assertThat(config.kafka())
        .isEqualTo(
            new KafkaSettings("kafka:9092", 12, (short) 3, Map.of("security.protocol", "SSL")));
  }

  @ParameterizedTest
  @CsvSource({
    "CONVOY_HTTP_PORT, eighty, CONVOY_HTTP_PORT",
    "CONVOY_HTTP_PORT, 65536, port",
    "CONVOY_HTTP_MAX_BODY_BYTES, 0, maxBodyBytes",
    "CONVOY_KAFKA_PARTITIONS, 0, CONVOY_KAFKA_PARTITIONS"
  })
  void namesWhatCannotBeUsed(String variable, String value, String named) {
    assertThatThrownBy(() -> GatewayConfig.fromEnvironment(Map.of(variable, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(named)
        .hasMessageContaining(value);
  }
}

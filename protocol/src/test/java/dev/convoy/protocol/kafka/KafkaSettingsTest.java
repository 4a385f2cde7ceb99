package dev.convoy.protocol.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {
  private static final KafkaSettings SETTINGS =
      new KafkaSettings("one:1,two:2", 4, (short) 1, Map.of("security.protocol", "SSL"));

  @Test
  void producersLoseAndDoubleNothing() {
    assertThat(SETTINGS.producer())
        .contains(
            Map.entry("acks", "all"),
            Map.entry("enable.idempotence", "true"),
            Map.entry("compression.type", "lz4"));
  }

  @Test
  void consumersCommitNothingByThemselvesAndSeeCommittedRecordsAlone() {
    assertThat(SETTINGS.consumer())
        .contains(
            Map.entry("enable.auto.commit", "false"),
            Map.entry("isolation.level", "read_committed"),
            Map.entry("auto.offset.reset", "earliest"));
  }

  @Test
  void workersTakeOneRecordAtATimeAndAcknowledgeByHand() {
    assertThat(SETTINGS.shareConsumer())
        .contains(
            Map.entry("group.id", "convoy.workers"),
            Map.entry("max.poll.records", "1"),
            Map.entry("share.acquire.mode", "record_limit"),
            Map.entry("share.acknowledgement.mode", "explicit"));
  }

  @Test
  void everyClientGetsTheFurtherSettings() {
    assertThat(SETTINGS.admin()).containsEntry("security.protocol", "SSL");
    assertThat(SETTINGS.producer()).containsEntry("security.protocol", "SSL");
    assertThat(SETTINGS.consumer()).containsEntry("security.protocol", "SSL");
    assertThat(SETTINGS.shareConsumer()).containsEntry("security.protocol", "SSL");
  }

  @Test
  void kafkaKnowsEverySettingByItsName() {
    assertThat(AdminClientConfig.configNames()).containsAll(SETTINGS.admin().keySet());
    assertThat(ProducerConfig.configNames()).containsAll(SETTINGS.producer().keySet());
    assertThat(ConsumerConfig.configNames()).containsAll(SETTINGS.consumer().keySet());
    assertThat(ConsumerConfig.configNames()).containsAll(SETTINGS.shareConsumer().keySet());
  }

  @Test
  void theEnvironmentSaysWhereKafkaIs() {
    Map<String, String> environment =
        Map.of(
            "CONVOY_KAFKA", "broker:9093",
            "CONVOY_KAFKA_PARTITIONS", "16",
            "CONVOY_KAFKA_REPLICATION", "3",
            "CONVOY_KAFKA_CLIENT_SECURITY_PROTOCOL", "SASL_SSL",
            "PATH", "/bin");

    assertThat(KafkaEnvironment.read(environment))
        .isEqualTo(
            new KafkaSettings(
                "broker:9093", 16, (short) 3, Map.of("security.protocol", "SASL_SSL")));
  }

  @Test
  void theLockOnWorkIsOneForAllServices() {
    assertThat(KafkaEnvironment.lock(Map.of())).isEqualTo(KafkaSettings.USUAL_LOCK);
    assertThat(KafkaEnvironment.lock(Map.of("CONVOY_LOCK_SECONDS", "5")))
        .isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void aVariableThatIsNoNumberIsNamed() {
    assertThatThrownBy(() -> KafkaEnvironment.read(Map.of("CONVOY_KAFKA_PARTITIONS", "many")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("CONVOY_KAFKA_PARTITIONS must be a whole number from 1 to 9999, but is 'many'");
  }
}

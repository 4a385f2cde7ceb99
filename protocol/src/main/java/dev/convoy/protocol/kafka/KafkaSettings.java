package dev.convoy.protocol.kafka;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the mesh's Kafka is and how its clients behave: producers lose and double nothing,
 * consumers commit nothing by themselves and see committed records alone. Immutable.
 *
 * @param bootstrapServers host:port, several separated by commas
 * @param experimentPartitions partitions of every topic that is keyed by experiment; fixed for the
 *     life of a cluster
 * @param replication copies of each partition
 * @param client further settings of every client, such as those of TLS and SASL
 */
public record KafkaSettings(
    String bootstrapServers,
    int experimentPartitions,
    short replication,
    Map<String, String> client) {

  /** How long work stays a silent worker's; twice as long as one may well be out of breath. */
  public static final Duration USUAL_LOCK = Duration.ofSeconds(30);

  public KafkaSettings {
    client = Map.copyOf(client);
  }

  /** One broker on this machine, as tests and the laptop have it. */
  public static KafkaSettings local(String bootstrapServers) {
    return new KafkaSettings(bootstrapServers, 4, (short) 1, Map.of());
  }

  /** For an admin client. */
  public Map<String, Object> admin() {
    Map<String, Object> settings = new LinkedHashMap<>(client);
    settings.put("bootstrap.servers", bootstrapServers);
    return settings;
  }

  /** For a producer of byte arrays: every replica acknowledges, nothing is reordered or doubled. */
  public Map<String, Object> producer() {
    Map<String, Object> settings = admin();
    settings.put("acks", "all");
    settings.put("enable.idempotence", "true");
    settings.put("compression.type", "lz4");
    settings.put("linger.ms", "0");
    settings.put("key.serializer", "org.apache.kafka.common.serialization.StringSerializer");
    settings.put("value.serializer", "org.apache.kafka.common.serialization.ByteArraySerializer");
    return settings;
  }

  /**
   * For a consumer of byte arrays that starts at the beginning and sees committed records alone.
   */
  public Map<String, Object> consumer() {
    Map<String, Object> settings = admin();
    settings.put("enable.auto.commit", "false");
    settings.put("auto.offset.reset", "earliest");
    settings.put("isolation.level", "read_committed");
    settings.putAll(deserializers());
    return settings;
  }

  /** For a member of the workers' share group: one record at a time, acknowledged by hand. */
  public Map<String, Object> shareConsumer() {
    Map<String, Object> settings = admin();
    settings.put("group.id", Topic.WORKERS_GROUP);
    settings.put("share.acknowledgement.mode", "explicit");
    settings.put("share.acquire.mode", "record_limit");
    settings.put("max.poll.records", "1");
    settings.putAll(deserializers());
    return settings;
  }

  private static Map<String, Object> deserializers() {
    return Map.of(
        "key.deserializer", "org.apache.kafka.common.serialization.StringDeserializer",
        "value.deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer");
  }
}

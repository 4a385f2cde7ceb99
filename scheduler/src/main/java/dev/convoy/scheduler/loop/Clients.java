package dev.convoy.scheduler.loop;

import dev.convoy.protocol.kafka.KafkaSettings;
import dev.convoy.protocol.kafka.Topic;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;

/**
 * The Kafka clients of one scheduler instance.
 *
 * @param instance its name, unique among the schedulers and kept over restarts: the group knows it
 *     again and gives it its partitions back at once, without waiting for the one that died
 */
record Clients(KafkaSettings kafka, String instance) {
  private static final String SESSION_MILLIS = "6000";
  private static final String HEARTBEAT_MILLIS = "1000";

  /**
   * Requests and reports; the range assignor gives equal partition numbers to one member. A fetch
   * waits a hundredth of a second for company, since each costs a transaction.
   */
  Consumer<String, byte[]> commands() {
    Map<String, Object> settings = member(Topic.SCHEDULERS_GROUP);
    settings.put("partition.assignment.strategy", RangeAssignor.class.getName());
    settings.put("max.poll.records", "2000");
    settings.put("fetch.min.bytes", "65536");
    settings.put("fetch.max.wait.ms", "10");
    return new KafkaConsumer<>(settings);
  }

  /** Work that the queue gave up. */
  Consumer<String, byte[]> deadWork() {
    return new KafkaConsumer<>(member(Topic.SCHEDULERS_GROUP + ".dead-work"));
  }

  /** Reads a partition's facts, outside of any group. */
  Consumer<String, byte[]> facts() {
    Map<String, Object> settings = new LinkedHashMap<>(kafka.consumer());
    settings.put("max.poll.records", "10000");
    settings.put("max.partition.fetch.bytes", "16777216");
    return new KafkaConsumer<>(settings);
  }

  /** Sends reports in a dead worker's name. */
  Producer<String, byte[]> reports() {
    return new KafkaProducer<>(kafka.producer());
  }

  /**
   * The only producer that may write what a partition's owner decides: each new owner takes over
   * the transactional id, which fences the former one and settles what it left open. Records leave
   * while the offsets are being added; and what the coordinator turns away because it still writes
   * the end of the transaction before is tried again within milliseconds instead of a tenth of a
   * second.
   */
  Producer<String, byte[]> decisions(int partition) {
    Map<String, Object> settings = new LinkedHashMap<>(kafka.producer());
    settings.put("transactional.id", "convoy.scheduler-" + partition);
    settings.put("retry.backoff.ms", "2");
    settings.put("retry.backoff.max.ms", "20");
    return new KafkaProducer<>(settings);
  }

  private Map<String, Object> member(String group) {
    Map<String, Object> settings = new LinkedHashMap<>(kafka.consumer());
    settings.put("group.id", group);
    settings.put("group.instance.id", instance);
    settings.put("session.timeout.ms", SESSION_MILLIS);
    settings.put("heartbeat.interval.ms", HEARTBEAT_MILLIS);
    return settings;
  }
}

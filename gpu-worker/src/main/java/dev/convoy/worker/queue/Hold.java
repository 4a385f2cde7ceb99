package dev.convoy.worker.queue;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicIdPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock on one record. It is held until the queue says otherwise, or until so much time has
 * passed without a renewal that somebody else may have the record: the broker may call a late
 * renewal or acknowledgement a success (once the other has finished, too), so none is tried. A
 * renewed record comes back from the next poll, with nothing else, and only then can be
 * acknowledged again; that is why renewing polls. {@link #held} may be asked by any thread, the
 * rest belongs to the consumer's.
 */
final class Hold {
  private static final Logger LOG = LoggerFactory.getLogger(Hold.class);

  private final ShareConsumer<String, byte[]> consumer;
  private final Duration lock;
  private ConsumerRecord<String, byte[]> record;
  private volatile boolean lost;
  private volatile long since;

  /**
   * Holds a record that was just polled.
   *
   * @param lock how long its lock lasts
   * @param since when it was not yet locked, by {@link System#nanoTime}
   */
  Hold(
      ShareConsumer<String, byte[]> consumer,
      ConsumerRecord<String, byte[]> record,
      Duration lock,
      long since) {
    this.consumer = consumer;
    this.record = record;
    this.lock = lock;
    this.since = since;
  }

  /** How long the lock lasts from its start or renewal. */
  Duration lock() {
    return lock;
  }

  /** Whether nobody else can have the record. */
  boolean held() {
    return !lost && System.nanoTime() - since < lock.toNanos();
  }

  /**
   * Starts the lock's time anew; false if the record is lost. It is, too, if the poll that should
   * bring it back fails: nobody knows then whether the broker still counts it as ours.
   */
  boolean renew() {
    long begin = System.nanoTime();
    try {
      if (commit(AcknowledgeType.RENEW) && takeBack()) {
        since = begin;
      }
    } catch (KafkaException | IllegalStateException e) {
      lose(e);
    }
    return held();
  }

  /** Tells the queue how it ended; false if the record was lost before. */
  boolean end(Outcome outcome) {
    return switch (outcome) {
      case DONE -> commit(AcknowledgeType.ACCEPT);
      case REFUSED -> commit(AcknowledgeType.REJECT);
      case HANDED_BACK -> release();
    };
  }

  /**
   * Isn't committed here but with the next poll or the consumer's close: a consumer that lives on
   * might be handed the record again at once, at the price of one delivery.
   */
  private boolean release() {
    if (held()) {
      consumer.acknowledge(record, AcknowledgeType.RELEASE);
    }
    return held();
  }

  private boolean commit(AcknowledgeType type) {
    if (!held()) {
      return false;
    }
    try {
      consumer.acknowledge(record, type);
      Map<TopicIdPartition, Optional<KafkaException>> results = consumer.commitSync(lock);
      results.values().stream().flatMap(Optional::stream).findFirst().ifPresent(this::lose);
    } catch (KafkaException | IllegalStateException e) {
      lose(e);
    }
    return !lost;
  }

  private boolean takeBack() {
    while (held()) {
      for (ConsumerRecord<String, byte[]> each : consumer.poll(lock.dividedBy(4))) {
        if (each.partition() == record.partition() && each.offset() == record.offset()) {
          record = each;
          return true;
        }
        LOG.warn("Handing back {}@{}, which came unasked", each.topic(), each.offset());
        consumer.acknowledge(each, AcknowledgeType.RELEASE);
      }
    }
    return false;
  }

  private void lose(RuntimeException cause) {
    lost = true;
    LOG.warn(
        "Lost the lock on {}-{}@{}", record.topic(), record.partition(), record.offset(), cause);
  }
}

package dev.convoy.protocol.kafka;

import dev.convoy.protocol.codec.MalformedMessageException;
import dev.convoy.protocol.codec.MessageCodec;
import dev.convoy.protocol.message.Message;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a whole topic for one listener alone: no group, no commits, committed records in the order
 * of each partition. It goes on where it was after a fault of Kafka's, leaves malformed records out
 * and ends when closed.
 *
 * @param <M> the family of messages in the topic
 */
public final class TopicReader<M extends Message> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
  private static final Duration POLL = Duration.ofMillis(200);

  /** Where reading starts. */
  public enum From {
    BEGINNING,
    /** What was written before isn't read. */
    END
  }

  /**
   * What is read.
   *
   * @param topic one that is keyed by experiment, and exists
   */
  public record Subscription<M extends Message>(Topic topic, Class<M> family, From from) {}

  /** Takes the messages, on the reader's thread. */
  public interface Listener<M> {
    void on(M message);
  }

  private final KafkaSettings kafka;
  private final Subscription<M> subscription;
  private final MessageCodec<M> codec;
  private final Listener<M> listener;
  private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
  private final ClientThread thread;

  /** Where each partition goes on; empty until the starting point is known. */
  private final Map<TopicPartition, Long> positions = new HashMap<>();

  private TopicReader(
      KafkaSettings kafka, Subscription<M> subscription, Listener<M> listener, String name) {
    this.kafka = kafka;
    this.subscription = subscription;
    this.codec = MessageCodec.of(subscription.family());
    this.listener = listener;
    this.thread = ClientThread.start(name, this::read);
  }

  /**
   * Begins to read on a thread of its own.
   *
   * @param name of the thread
   */
  public static <M extends Message> TopicReader<M> start(
      KafkaSettings kafka, Subscription<M> subscription, Listener<M> listener, String name) {
    return new TopicReader<>(kafka, subscription, listener, name);
  }

  /**
   * Completes once the listener has had everything that stood in the topic at the start; for a
   * reader {@link From#END}, once nothing that is written from now on will be missed. It fails if
   * the reader ends before.
   */
  public CompletableFuture<Void> caughtUp() {
    CompletableFuture<Void> ended =
        thread
            .ended()
            .thenCompose(
                end -> CompletableFuture.failedFuture(new CancellationException("closed")));
    return caughtUp.applyToEither(ended, Function.identity());
  }

  /** Whether the reader is still at it; faults of Kafka's don't end it, a listener's own do. */
  public boolean isReading() {
    return !thread.ended().isDone();
  }

  /** Ends the reading; returns once the listener will hear nothing more. */
  @Override
  public void close() {
    thread.close();
  }

  private void read(BooleanSupplier open) {
    try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(kafka.consumer())) {
      Map<TopicPartition, Long> ends = startingPoint(consumer);
      while (open.getAsBoolean()) {
        if (!caughtUp.isDone() && ends.entrySet().stream().allMatch(this::reached)) {
          caughtUp.complete(null);
        }
        consumer.poll(POLL).forEach(this::handOver);
        positions.replaceAll((partition, former) -> consumer.position(partition));
      }
    }
  }

  /** Positions the consumer, and says where each partition ended just now. */
  private Map<TopicPartition, Long> startingPoint(KafkaConsumer<String, byte[]> consumer) {
    var partitions =
        IntStream.range(0, subscription.topic().partitions(kafka.experimentPartitions()))
            .mapToObj(number -> new TopicPartition(subscription.topic().topicName(), number))
            .toList();
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    if (positions.isEmpty()) {
      positions.putAll(
          switch (subscription.from()) {
            case BEGINNING -> consumer.beginningOffsets(partitions);
            case END -> ends;
          });
    }
    positions.forEach(consumer::seek);
    return ends;
  }

  private boolean reached(Map.Entry<TopicPartition, Long> end) {
    Long position = positions.get(end.getKey());
    return position != null && position >= end.getValue();
  }

  private void handOver(ConsumerRecord<String, byte[]> record) {
    positions.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
    if (record.value() == null) {
      return; // a tombstone of the compacted log
    }
    try {
      listener.on(codec.decode(record.value()));
    } catch (MalformedMessageException e) {
      LOG.warn("Left out {}-{}@{}", record.topic(), record.partition(), record.offset(), e);
    }
  }
}

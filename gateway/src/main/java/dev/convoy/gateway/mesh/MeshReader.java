package dev.convoy.gateway.mesh;

import dev.convoy.protocol.codec.MalformedMessageException;
import dev.convoy.protocol.codec.MessageCodec;
import dev.convoy.protocol.kafka.KafkaSettings;
import dev.convoy.protocol.kafka.KafkaSetupException;
import dev.convoy.protocol.kafka.Topic;
import dev.convoy.protocol.kafka.TopicCreator;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Observation;
import dev.convoy.protocol.message.Request;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all requests, facts and observations from the beginning and for ever, each gateway for
 * itself: no group, no commits, committed records alone.
 *
 * <p>A thread of its own with a plain consumer rather than vertx-kafka-client: it asks for end
 * offsets and positions between two polls to know when it has caught up, and it polls on only once
 * the event loop has taken in the batch before, so that a long history waits in Kafka and not in
 * memory.
 */
public final class MeshReader {
  private static final Logger LOG = LoggerFactory.getLogger(MeshReader.class);
  private static final MessageCodec<Request> REQUESTS = MessageCodec.of(Request.class);
  private static final MessageCodec<Fact> FACTS = MessageCodec.of(Fact.class);
  private static final MessageCodec<Observation> OBSERVATIONS = MessageCodec.of(Observation.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final int SECONDS_BEFORE_ANOTHER_TRY = 1;

  private final KafkaSettings kafka;
  private final MeshListener listener;
  private final Context context;
  private final Promise<Void> caughtUp = Promise.promise();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::readUntilClosed, "gateway-mesh-reader");

  /** Where each partition goes on, also for the next consumer after a fault. */
  private final Map<TopicPartition, Long> positions = new HashMap<>();

  /** A reader that hands everything to the listener on the context's event loop. */
  public MeshReader(KafkaSettings kafka, MeshListener listener, Context context) {
    this.kafka = kafka;
    this.listener = listener;
    this.context = context;
    Stream.of(Topic.REQUESTS, Topic.FACTS, Topic.OBSERVATIONS)
        .flatMap(topic -> partitions(topic, kafka.experimentPartitions()))
        .forEach(partition -> positions.put(partition, 0L));
  }

  private static Stream<TopicPartition> partitions(Topic topic, int count) {
    return IntStream.range(0, count)
        .mapToObj(partition -> new TopicPartition(topic.topicName(), partition));
  }

  /** Begins to read, as soon as Kafka can be reached. */
  public void start() {
    thread.start();
  }

  /** Completes once everything that stood in Kafka at the start has been taken in. */
  public Future<Void> caughtUp() {
    return caughtUp.future();
  }

  /** Whether the reader is still at it; faults of Kafka's don't end it. */
  public boolean isReading() {
    return thread.isAlive();
  }

  /** Ends the reading; blocks until it has ended. */
  public void close() throws InterruptedException {
    closed.countDown();
    thread.interrupt();
    thread.join();
  }

  private boolean isOpen() {
    return closed.getCount() > 0;
  }

  private void readUntilClosed() {
    while (isOpen()) {
      try {
        TopicCreator.ensureTopics(kafka);
        read();
      } catch (KafkaException | KafkaSetupException e) {
        pauseAfter(e);
      }
    }
  }

  private void pauseAfter(RuntimeException fault) {
    if (isOpen()) {
      LOG.warn("Can't read from Kafka at {}; trying again", kafka.bootstrapServers(), fault);
    }
    try {
      closed.await(SECONDS_BEFORE_ANOTHER_TRY, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      LOG.debug("Closed while waiting for Kafka", e);
    }
  }

  private void read() {
    try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(kafka.consumer())) {
      try {
        follow(consumer);
      } catch (InterruptException e) {
        boolean _ = Thread.interrupted(); // closed; without the flag the consumer closes in peace
      }
    }
  }

  private void follow(KafkaConsumer<String, byte[]> consumer) {
    consumer.assign(positions.keySet());
    positions.forEach(consumer::seek);
    Map<TopicPartition, Long> ends = consumer.endOffsets(positions.keySet());
    while (isOpen()) {
      handOver(consumer.poll(POLL));
      positions.replaceAll((partition, former) -> consumer.position(partition));
      if (positions.keySet().stream().allMatch(partition -> isAt(partition, ends))) {
        context.runOnContext(now -> caughtUp.tryComplete());
      }
    }
  }

  private boolean isAt(TopicPartition partition, Map<TopicPartition, Long> ends) {
    return positions.getOrDefault(partition, 0L) >= ends.getOrDefault(partition, 0L);
  }

  /** Returns once the event loop has taken everything in. */
  private void handOver(ConsumerRecords<String, byte[]> records) {
    List<Runnable> deliveries = new ArrayList<>(records.count());
    records.forEach(record -> delivery(record).ifPresent(deliveries::add));
    FutureTask<Void> taken = new FutureTask<>(() -> deliveries.forEach(Runnable::run), null);
    context.runOnContext(now -> taken.run());
    try {
      taken.get();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("The view can't take in what it read", e);
    }
  }

  private Optional<Runnable> delivery(ConsumerRecord<String, byte[]> record) {
    if (record.value() == null) {
      return Optional.empty(); // a tombstone of the compacted log
    }
    try {
      if (record.topic().equals(Topic.REQUESTS.topicName())) {
        Request request = REQUESTS.decode(record.value());
        return Optional.of(() -> listener.on(request));
      }
      if (record.topic().equals(Topic.OBSERVATIONS.topicName())) {
        Observation observation = OBSERVATIONS.decode(record.value());
        return Optional.of(() -> listener.on(observation));
      }
      Fact fact = FACTS.decode(record.value());
      return Optional.of(() -> listener.on(record.offset(), fact));
    } catch (MalformedMessageException e) {
      LOG.warn("Left out {}-{}@{}", record.topic(), record.partition(), record.offset(), e);
      return Optional.empty();
    }
  }
}

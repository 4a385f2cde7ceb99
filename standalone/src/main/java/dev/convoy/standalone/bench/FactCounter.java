package dev.convoy.standalone.bench;

import dev.convoy.protocol.kafka.ClientThread;
import dev.convoy.protocol.kafka.KafkaSettings;
import dev.convoy.protocol.kafka.Partitions;
import dev.convoy.protocol.kafka.Topic;
import dev.convoy.protocol.message.ExperimentId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Follows the committed facts of an experiment by their keys alone, which say what they are about,
 * and sees that every epoch is recorded once and in order.
 */
final class FactCounter implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaSettings kafka;
  private final ExperimentId id;
  private final IntConsumer trialsEnded;
  private final AtomicIntegerArray epochs;
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private volatile Awaited awaited = new Awaited(Long.MAX_VALUE, new CompletableFuture<>());
  private final AtomicInteger created = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();
  private final ClientThread thread;

  /** The first fact written from a time on. */
  private record Awaited(long sinceMillis, CompletableFuture<Long> seenNanos) {}

  private FactCounter(KafkaSettings kafka, ExperimentId id, int trials, IntConsumer trialsEnded) {
    this.kafka = kafka;
    this.id = id;
    this.trialsEnded = trialsEnded;
    this.epochs = new AtomicIntegerArray(trials);
    this.thread = ClientThread.start("bench-facts", this::follow);
  }

  /**
   * Begins to follow.
   *
   * @param trialsEnded is told 0 when the first trial is created, then how many have ended whenever
   *     one does; on the follower's thread
   */
  static FactCounter start(
      KafkaSettings kafka, ExperimentId id, int trials, IntConsumer trialsEnded) {
    return new FactCounter(kafka, id, trials, trialsEnded);
  }

  int created() {
    return created.get();
  }

  int ended() {
    return ended.get();
  }

  /** How many epochs of a trial are recorded. */
  int epochs(int trial) {
    return epochs.get(trial);
  }

  /** Completes with the experiment's end; fails if the facts are not in order. */
  CompletableFuture<Void> end() {
    return end.applyToEither(
        thread.ended().thenCompose(over -> CompletableFuture.failedFuture(notOver())),
        Function.identity());
  }

  private static IllegalStateException notOver() {
    return new IllegalStateException("Closed before the experiment's end");
  }

  /** When the first fact written by now or later is seen, by {@link System#nanoTime}. */
  CompletableFuture<Long> firstFromNow() {
    CompletableFuture<Long> seen = new CompletableFuture<>();
    awaited = new Awaited(System.currentTimeMillis(), seen);
    return seen;
  }

  private void follow(BooleanSupplier open) {
    TopicPartition facts =
        new TopicPartition(
            Topic.FACTS.topicName(), Partitions.of(id, kafka.experimentPartitions()));
    try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(kafka.consumer())) {
      consumer.assign(List.of(facts));
      while (open.getAsBoolean()) {
        consumer.poll(POLL).forEach(this::count);
      }
    }
  }

  private void count(ConsumerRecord<String, byte[]> record) {
    Awaited first = awaited;
    if (record.timestamp() >= first.sinceMillis()) {
      first.seenNanos().complete(System.nanoTime());
    }
    String[] subject = record.key().split("/");
    if (!subject[0].equals(id.value())) {
      return;
    }
    if (subject[1].equals("trial")) {
      countTrial(Integer.parseInt(subject[2]), subject);
    } else if (subject[1].equals("ended")) {
      end.complete(null);
    }
  }

  private void countTrial(int trial, String[] subject) {
    if (subject.length == 3) {
      if (created.getAndIncrement() == 0) {
        trialsEnded.accept(0);
      }
    } else if (subject[3].equals("ended")) {
      trialsEnded.accept(ended.incrementAndGet());
    } else if (subject[3].equals("epoch")
        && epochs.incrementAndGet(trial) != Integer.parseInt(subject[4])) {
      throw new IllegalStateException("An epoch is lost or doubled: " + String.join("/", subject));
    }
  }

  @Override
  public void close() {
    thread.close();
  }
}

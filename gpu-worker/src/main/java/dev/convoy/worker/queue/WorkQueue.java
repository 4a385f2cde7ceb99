package dev.convoy.worker.queue;

import dev.convoy.protocol.codec.MalformedMessageException;
import dev.convoy.protocol.codec.MessageCodec;
import dev.convoy.protocol.kafka.ClientThread;
import dev.convoy.protocol.kafka.KafkaSettings;
import dev.convoy.protocol.kafka.Topic;
import dev.convoy.protocol.message.Work;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one piece of work at a time and has it done on the computing thread, while the queue's own
 * thread renews the lock three times in each of its lives. A record that is no work is refused. If
 * the lock is lost the task is told not to go on, and its outcome counts for nothing.
 */
public final class WorkQueue implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WorkQueue.class);
  private static final MessageCodec<Work> CODEC = MessageCodec.of(Work.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int RENEWALS_IN_A_LIFE = 3;

  /**
   * What a queue needs beside the task.
   *
   * @param lock how long a lock lasts, until the broker says better
   * @param renewed called after each renewal
   */
  public record Settings(KafkaSettings kafka, String worker, Duration lock, Runnable renewed) {}

  private final Settings settings;
  private final Task task;
  private final ExecutorService computing;
  private final ClientThread thread;

  private WorkQueue(Settings settings, Task task) {
    this.settings = settings;
    this.task = task;
    // One thread for all work: libgomp keeps a team of threads for each thread that ever computed.
    this.computing =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name(settings.worker() + "-computing").factory());
    this.thread = ClientThread.start(settings.worker() + "-queue", this::serve);
  }

  /** Begins to take work. */
  public static WorkQueue start(Settings settings, Task task) {
    return new WorkQueue(settings, task);
  }

  /** Whether work is still being taken; faults of Kafka's don't end that. */
  public boolean isServing() {
    return !thread.ended().isDone();
  }

  /** Takes no more work and hands back what is held; returns once that is done. */
  @Override
  public void close() {
    thread.close();
    computing.close();
  }

  /** A consumer that lost a lock isn't used again: what it holds and knows is anyone's guess. */
  private void serve(BooleanSupplier open) throws InterruptedException {
    try (ShareConsumer<String, byte[]> consumer =
        new KafkaShareConsumer<>(settings.kafka().shareConsumer())) {
      consumer.subscribe(List.of(Topic.WORK.topicName()));
      boolean sound = true;
      while (open.getAsBoolean() && sound) {
        long before = System.nanoTime();
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          Duration lock =
              consumer.acquisitionLockTimeoutMs().map(Duration::ofMillis).orElse(settings.lock());
          Hold hold = new Hold(consumer, record, lock, before);
          sound = hold.end(outcome(record, hold, () -> open.getAsBoolean() && hold.held()));
        }
      }
    }
  }

  private Outcome outcome(ConsumerRecord<String, byte[]> record, Hold hold, BooleanSupplier goOn)
      throws InterruptedException {
    Optional<Work> work = decode(record);
    if (work.isEmpty()) {
      return Outcome.REFUSED;
    }
    int delivery = record.deliveryCount().orElse((short) 1);
    return awaitEnd(computing.submit(() -> task.run(work.get(), delivery, goOn)), hold);
  }

  private static Optional<Work> decode(ConsumerRecord<String, byte[]> record) {
    try {
      byte[] value = record.value();
      return value == null ? Optional.empty() : Optional.of(CODEC.decode(value));
    } catch (MalformedMessageException e) {
      LOG.warn("Refusing {}-{}@{}", record.topic(), record.partition(), record.offset(), e);
      return Optional.empty();
    }
  }

  private Outcome awaitEnd(Future<Outcome> running, Hold hold) throws InterruptedException {
    while (true) {
      try {
        return running.get(hold.lock().toNanos() / RENEWALS_IN_A_LIFE, TimeUnit.NANOSECONDS);
      } catch (TimeoutException stillRunning) {
        if (hold.renew()) {
          settings.renewed().run();
        }
      } catch (ExecutionException e) {
        LOG.error("A fault of ours; handing the work back", e.getCause());
        return Outcome.HANDED_BACK;
      }
    }
  }
}

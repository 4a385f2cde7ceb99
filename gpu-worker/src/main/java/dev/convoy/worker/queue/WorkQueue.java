package dev.convoy.worker.queue;

import dev.convoy.protocol.codec.MalformedMessageException;
import dev.convoy.protocol.codec.MessageCodec;
import dev.convoy.protocol.kafka.KafkaSettings;
import dev.convoy.protocol.kafka.Topic;
import dev.convoy.protocol.message.Work;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
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
import org.apache.kafka.common.KafkaException;
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
  private static final int SECONDS_BEFORE_ANOTHER_TRY = 1;

  /**
   * What a queue needs beside the task.
   *
   * @param lock how long a lock lasts, until the broker says better
   * @param renewed called after each renewal
   */
  public record Settings(KafkaSettings kafka, String worker, Duration lock, Runnable renewed) {}

  private final Settings settings;
  private final Task task;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ExecutorService computing;
  private final Thread thread;

  private WorkQueue(Settings settings, Task task) {
    this.settings = settings;
    this.task = task;
    // One thread for all work: libgomp keeps a team of threads for each thread that ever computed.
    this.computing =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name(settings.worker() + "-computing").factory());
    this.thread = new Thread(this::serveUntilClosed, settings.worker() + "-queue");
  }

  /** Begins to take work. */
  public static WorkQueue start(Settings settings, Task task) {
    WorkQueue queue = new WorkQueue(settings, task);
    queue.thread.start();
    return queue;
  }

  /** Whether work is still being taken; faults of Kafka's don't end that. */
  public boolean isServing() {
    return thread.isAlive();
  }

  /** Takes no more work and hands back what is held; returns once that is done. */
  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    computing.close();
  }

  private boolean isOpen() {
    return closed.getCount() > 0;
  }

  private void serveUntilClosed() {
    try {
      while (isOpen()) {
        serveUntilFault();
      }
    } catch (InterruptedException e) {
      LOG.warn("Interrupted; {} takes no more work", settings.worker());
    } catch (RuntimeException e) {
      LOG.error("{} can take no more work", settings.worker(), e);
    }
  }

  /** A consumer that lost a lock isn't used again: what it holds and knows is anyone's guess. */
  private void serveUntilFault() throws InterruptedException {
    try (ShareConsumer<String, byte[]> consumer =
        new KafkaShareConsumer<>(settings.kafka().shareConsumer())) {
      consumer.subscribe(List.of(Topic.WORK.topicName()));
      boolean sound = true;
      while (isOpen() && sound) {
        long before = System.nanoTime();
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
          Duration lock =
              consumer.acquisitionLockTimeoutMs().map(Duration::ofMillis).orElse(settings.lock());
          sound = take(record, new Hold(consumer, record, lock, before), lock);
        }
      }
    } catch (KafkaException e) {
      LOG.warn("Can't take work at {}", settings.kafka().bootstrapServers(), e);
      closed.await(SECONDS_BEFORE_ANOTHER_TRY, TimeUnit.SECONDS);
    }
  }

  /** Returns false if the record was lost on the way. */
  private boolean take(ConsumerRecord<String, byte[]> record, Hold hold, Duration lock)
      throws InterruptedException {
    Optional<Work> work = decode(record);
    return hold.end(work.isPresent() ? compute(work.get(), record, hold, lock) : Outcome.REFUSED);
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

  private Outcome compute(
      Work work, ConsumerRecord<String, byte[]> record, Hold hold, Duration lock)
      throws InterruptedException {
    int delivery = record.deliveryCount().orElse((short) 1);
    BooleanSupplier goOn = () -> isOpen() && hold.held();
    Future<Outcome> running = computing.submit(() -> task.run(work, delivery, goOn));
    while (true) {
      try {
        return running.get(lock.toNanos() / RENEWALS_IN_A_LIFE, TimeUnit.NANOSECONDS);
      } catch (TimeoutException stillRunning) {
        if (hold.renew()) {
          settings.renewed().run();
        }
      } catch (ExecutionException e) {
        LOG.error("A fault of ours; handing back {}", work, e.getCause());
        return Outcome.HANDED_BACK;
      }
    }
  }
}

package dev.convoy.protocol.kafka;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread of its own for a Kafka client, which belongs to one thread. A second after a fault of
 * Kafka's it begins anew, with a new client; any other fault ends it.
 */
public final class ClientThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ClientThread.class);
  private static final int SECONDS_BEFORE_ANOTHER_TRY = 1;

  /** What one client does. */
  public interface Session {

    /**
     * Opens a client, uses it and closes it.
     *
     * @param open false once the session is to end
     * @throws KafkaException after which another session begins
     */
    void run(BooleanSupplier open) throws InterruptedException;
  }

  private final Session session;
  private final Thread thread;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  private ClientThread(String name, Session session) {
    this.session = session;
    this.thread = new Thread(this::runUntilClosed, name);
  }

  /** Begins the first session. */
  public static ClientThread start(String name, Session session) {
    ClientThread started = new ClientThread(name, session);
    started.thread.start();
    return started;
  }

  /** Whether {@link #close} hasn't been called yet. */
  public boolean isOpen() {
    return closed.getCount() > 0;
  }

  /** Completes when the thread ends, exceptionally if a fault ended it. */
  public CompletableFuture<Void> ended() {
    return ended.copy();
  }

  /** Ends the session; returns once the thread has ended. */
  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void runUntilClosed() {
    try {
      while (isOpen()) {
        runUntilFault();
      }
      ended.complete(null);
    } catch (RuntimeException | InterruptedException e) {
      LOG.error("A fault of ours ended it", e);
      ended.completeExceptionally(e);
    }
  }

  private void runUntilFault() throws InterruptedException {
    try {
      session.run(this::isOpen);
    } catch (KafkaException e) {
      LOG.warn("Kafka failed; beginning anew", e);
      closed.await(SECONDS_BEFORE_ANOTHER_TRY, TimeUnit.SECONDS);
    }
  }
}

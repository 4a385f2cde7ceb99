package dev.convoy.scheduler.loop;

import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that runs one session after the other until it is closed. A session that throws is over;
 * after a short pause the next begins from scratch.
 */
final class SessionThread implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SessionThread.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final CountDownLatch closing = new CountDownLatch(1);
  private final Counter failures;
  private final Thread thread;
  private volatile Health health = Health.STARTING;

  /** What a session does until told to end. */
  interface Session {

    /** Serves; returns soon after {@link #isRunning} turns false, throws to be started anew. */
    void serve(SessionThread host);
  }

  /** How it goes. */
  enum Health {
    /** The first session has not begun to serve. */
    STARTING,
    /** All is well. */
    SERVING,
    /** A session failed; the next is under way. */
    RECOVERING,
    /** Closed. */
    STOPPED
  }

  private SessionThread(String name, Session session, Counter failures) {
    this.failures = failures;
    this.thread = Thread.ofPlatform().name(name).unstarted(() -> run(session));
  }

  static SessionThread start(String name, Session session, Counter failures) {
    SessionThread started = new SessionThread(name, session, failures);
    started.thread.start();
    return started;
  }

  /** From any thread. */
  Health health() {
    return health;
  }

  /**
   * Whether there is still a session, or one to come; false after an error that is no exception.
   */
  boolean isAlive() {
    return health != Health.STOPPED;
  }

  /** Whether the session is to go on. */
  boolean isRunning() {
    return closing.getCount() > 0;
  }

  /** Said by the session whenever it got through a round. */
  void serving() {
    health = Health.SERVING;
  }

  private void run(Session session) {
    try {
      while (isRunning()) {
        runOnce(session);
      }
    } catch (InterruptedException e) {
      LOG.warn("{} was interrupted while closing", thread.getName());
    } finally {
      health = Health.STOPPED;
    }
  }

  private void runOnce(Session session) throws InterruptedException {
    try {
      session.serve(this);
    } catch (RuntimeException e) {
      failures.increment();
      health = Health.RECOVERING;
      LOG.warn("{} failed and starts over", thread.getName(), e);
      closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Ends the session at its next round; if it hangs, interrupts it. */
  @Override
  public void close() {
    closing.countDown();
    try {
      if (!thread.join(PATIENCE)) {
        thread.interrupt();
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

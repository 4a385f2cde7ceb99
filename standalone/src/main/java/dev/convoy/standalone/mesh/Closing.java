package dev.convoy.standalone.mesh;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes what was started, last first and once; one that fails doesn't keep the others open.
 * Thread-safe.
 */
final class Closing {
  private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

  private final Deque<Runnable> steps = new ArrayDeque<>();

  /** Remembers how to close something, and returns it. */
  synchronized <T> T add(T started, Consumer<T> close) {
    steps.push(() -> close.accept(started));
    return started;
  }

  synchronized void close() {
    while (!steps.isEmpty()) {
      try {
        steps.pop().run();
      } catch (RuntimeException e) {
        LOG.warn("Something didn't close", e);
      }
    }
  }
}

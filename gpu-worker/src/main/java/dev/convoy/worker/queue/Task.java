package dev.convoy.worker.queue;

import dev.convoy.protocol.message.Work;
import java.util.function.BooleanSupplier;

/** Does a piece of work, on the computing thread. */
public interface Task {

  /**
   * Runs to an end, or until it may not go on.
   *
   * @param delivery how often the queue has handed this record out, from 1
   * @param goOn false once the worker closes or has lost the lock; asked as often as possible
   */
  Outcome run(Work work, int delivery, BooleanSupplier goOn);
}

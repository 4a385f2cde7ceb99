package dev.convoy.cnn.data;

import dev.convoy.cnn.kernels.DeviceMemoryException;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * A ring of batches that threads fill beside training, in any order, and that one reader empties in
 * order. A thread waits when it is a whole ring ahead of the reader. The first error ends all
 * threads and surfaces in {@link #next}.
 */
final class Prefetch implements BatchStream {

  private final BatchPlan plan;
  private final Arena arena = Arena.ofShared();
  private final Batch[] ring;
  private final boolean[] filled;
  private final List<Thread> threads = new ArrayList<>();
  private int claimed;
  private int consumed;
  private boolean closed;
  private @Nullable Throwable failure;

  private Prefetch(BatchPlan plan, ImageShape shape, int threadCount) {
    this.plan = plan;
    this.ring = new Batch[threadCount + 1];
    this.filled = new boolean[ring.length];
    try {
      for (int i = 0; i < ring.length; i++) {
        ring[i] = Batch.allocate(plan.batchSize(), shape, arena);
      }
    } catch (DeviceMemoryException e) {
      arena.close();
      throw e;
    }
  }

  static Prefetch start(BatchPlan plan, ImageShape shape, int threadCount) {
    Prefetch prefetch = new Prefetch(plan, shape, threadCount);
    for (int i = 0; i < threadCount; i++) {
      Thread thread =
          Thread.ofPlatform().daemon().name("convoy-prefetch-", i).start(prefetch::fillBatches);
      prefetch.threads.add(thread);
    }
    return prefetch;
  }

  @Override
  public boolean next(Batch into) {
    try {
      int batch = awaitNext();
      if (batch == plan.batches()) {
        return false;
      }
      into.copyFrom(ring[batch % ring.length]);
      release(batch);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while waiting for a batch");
    }
  }

  private synchronized int awaitNext() throws InterruptedException {
    while (consumed < plan.batches() && !filled[consumed % ring.length]) {
      if (closed) {
        throw new IllegalStateException("The batch stream is closed");
      }
      rethrow(failure);
      wait();
    }
    return consumed;
  }

  private synchronized void release(int batch) {
    filled[batch % ring.length] = false;
    consumed++;
    notifyAll();
  }

  private void fillBatches() {
    try {
      ImageLoader loader = plan.newLoader();
      for (int batch = claim(); batch >= 0; batch = claim()) {
        plan.fill(batch, ring[batch % ring.length], loader);
        publish(batch);
      }
    } catch (InterruptedException | RuntimeException | Error e) {
      fail(e);
    }
  }

  /** The next batch to fill, once its place in the ring is free; -1 when there is none. */
  private synchronized int claim() throws InterruptedException {
    while (goesOn() && claimed - consumed >= ring.length) {
      wait();
    }
    return goesOn() ? claimed++ : -1;
  }

  private boolean goesOn() {
    return !closed && failure == null && claimed < plan.batches();
  }

  private synchronized void publish(int batch) {
    filled[batch % ring.length] = true;
    notifyAll();
  }

  private synchronized void fail(Throwable cause) {
    if (failure == null) {
      failure = cause;
    }
    notifyAll();
  }

  private static void rethrow(@Nullable Throwable cause) {
    switch (cause) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(cause);
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      notifyAll();
    }
    joinAll();
    arena.close();
  }

  /** Waits even when interrupted: the memory must outlive the threads that write to it. */
  private void joinAll() {
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}

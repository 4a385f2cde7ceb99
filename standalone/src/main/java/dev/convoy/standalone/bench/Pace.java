package dev.convoy.standalone.bench;

import java.util.concurrent.locks.LockSupport;

/** Lets one thread pass at even distances; who is late passes at once and makes up for it. */
final class Pace {
  private long next = System.nanoTime();

  /** Waits until the next time to pass, which is so long after the one before. */
  void await(long nanosSinceTheLast) {
    next += nanosSinceTheLast;
    for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}

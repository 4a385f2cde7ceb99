package dev.convoy.standalone.bench;

import java.util.concurrent.locks.LockSupport;

/**
 * Lets one thread pass at even distances. Who is a little late passes at once and makes up for it;
 * who is very late begins anew.
 */
final class Pace {
  private static final long MOST_TO_MAKE_UP_NANOS = 50_000_000;

  private final long distanceNanos;
  private long next = System.nanoTime();

  Pace(long distanceNanos) {
    this.distanceNanos = distanceNanos;
  }

  /** Waits until it is time to pass. */
  void await() {
    next = Math.max(next + distanceNanos, System.nanoTime() - MOST_TO_MAKE_UP_NANOS);
    for (long left = next - System.nanoTime(); left > 0; left = next - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}

package dev.convoy.standalone.bench;

import java.util.concurrent.atomic.AtomicLongArray;

/** When each epoch was reported, by {@link System#nanoTime}. Thread-safe. */
final class SentReports {
  private final AtomicLongArray nanos;
  private final int epochs;

  SentReports(int trials, int epochs) {
    this.epochs = epochs;
    nanos = new AtomicLongArray(trials * epochs);
  }

  /** It is about to be sent. */
  void sending(int trial, int epoch) {
    nanos.set(trial * epochs + epoch - 1, System.nanoTime());
  }

  long nanos(int trial, int epoch) {
    return nanos.get(trial * epochs + epoch - 1);
  }
}

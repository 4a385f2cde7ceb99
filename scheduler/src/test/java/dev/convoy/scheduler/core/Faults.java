package dev.convoy.scheduler.core;

/**
 * How often things go wrong, each as a probability of one step.
 *
 * @param reordered a report overtakes others
 * @param duplicated a report comes twice
 * @param lapsed a worker's lock lapses though it goes on, so its work is handed out again
 * @param workerKilled a worker dies with what it did
 * @param passing a worker reports a failure worth retrying
 * @param schedulerKilled the scheduler dies before its transaction commits, and is replayed
 */
record Faults(
    double reordered,
    double duplicated,
    double lapsed,
    double workerKilled,
    double passing,
    double schedulerKilled) {
  static final Faults NONE = new Faults(0, 0, 0, 0, 0, 0);
  static final Faults MANY = new Faults(0.05, 0.15, 0.02, 0.02, 0.02, 0.1);
}

package dev.convoy.scheduler.core;

import java.util.EnumSet;
import java.util.Set;

/** What may go wrong, and how often: the probability of a step, a report or a command. */
enum Fault {
  /** A report overtakes those of other attempts; each waits for those of its own. */
  REORDERED(0.05),
  /** A report comes again, at any later moment. */
  DUPLICATED(0.15),
  /** No report arrives for a while, whoever speaks. */
  DELAYED(0.03),
  /** A report never arrives. Its worker gets no confirmation, and hands the work back. */
  DROPPED(0.03),
  /** A report arrives, but its worker gets no confirmation, and hands the work back. */
  UNCONFIRMED(0.02),
  /** A report in the midst of a leg that completes never arrives, though its worker goes on. */
  SWALLOWED(0.02),
  /** A worker's lock lapses though it goes on, so its work is handed out again. */
  LAPSED(0.02),
  /** A worker dies with what it did. */
  WORKER_KILLED(0.02),
  /** A worker reports a failure worth retrying. */
  PASSING(0.02),
  /** A worker does not hear what it is told. */
  UNHEARD(0.1),
  /** A client's wish comes again, at any later moment. */
  WISHED_AGAIN(0.02),
  /** The scheduler dies before its transaction commits, and is replayed. */
  SCHEDULER_KILLED(0.1);

  static final Set<Fault> NONE = Set.of();
  static final Set<Fault> ALL = Set.copyOf(EnumSet.allOf(Fault.class));

  private final double probability;

  Fault(double probability) {
    this.probability = probability;
  }

  double probability() {
    return probability;
  }
}

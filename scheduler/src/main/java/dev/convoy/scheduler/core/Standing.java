package dev.convoy.scheduler.core;

import dev.convoy.protocol.message.Attempt;
import java.util.Comparator;

/** How an attempt that a report speaks of stands to what the scheduler knows. */
enum Standing {
  /** The newest attempt at the last order, or one newer still. */
  CURRENT,
  /** A later attempt or a later order has taken its place. */
  STALE,
  /** Its trial has ended. */
  ENDED,
  /** Nobody ordered it. */
  UNKNOWN;

  private static final Comparator<Attempt> BY_ORDER =
      Comparator.comparingInt(Attempt::leg).thenComparingInt(Attempt::restart);

  static Standing of(Experiment experiment, int number, Attempt attempt) {
    if (!experiment.trials().has(number)) {
      return UNKNOWN;
    }
    Trial trial = experiment.trial(number);
    if (trial.status().ended()) {
      return ENDED;
    }
    return trial.newest().map(newest -> compare(attempt, newest)).orElse(UNKNOWN);
  }

  private static Standing compare(Attempt attempt, Attempt newest) {
    if (BY_ORDER.compare(attempt, newest) > 0) {
      return UNKNOWN;
    }
    return attempt.compareTo(newest) < 0 ? STALE : CURRENT;
  }
}

package dev.convoy.scheduler.core;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How often and how long an experiment has been paused. Immutable.
 *
 * @param pauses begun so far
 * @param since when the one that lasts began; empty: it is not paused
 * @param spent in pauses that are over
 */
record Suspension(int pauses, Optional<Instant> since, Duration spent) {
  static final Suspension NEVER = new Suspension(0, Optional.empty(), Duration.ZERO);

  boolean lasts() {
    return since.isPresent();
  }

  Suspension paused(Instant at) {
    return new Suspension(pauses + 1, Optional.of(at), spent);
  }

  /** Clocks that disagree never make a pause shorter than nothing. */
  Suspension resumed(Instant at) {
    Duration lasted = since.map(begun -> Duration.between(begun, at)).orElse(Duration.ZERO);
    return new Suspension(
        pauses, Optional.empty(), lasted.isNegative() ? spent : spent.plus(lasted));
  }
}

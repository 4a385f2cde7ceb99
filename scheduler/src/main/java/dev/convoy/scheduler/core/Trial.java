package dev.convoy.scheduler.core;

import dev.convoy.protocol.message.Attempt;
import dev.convoy.protocol.message.Leg;
import dev.convoy.protocol.message.TrialStatus;
import dev.convoy.protocol.spec.Hyperparameters;
import java.util.Optional;

/**
 * One trial as it stands. Immutable.
 *
 * @param leg the last one ordered, or while it is parked the next to be; empty: none yet
 * @param restarts how often any of its legs was ordered again after a failure
 * @param attempt the newest seen at that order of the leg; empty: none yet
 * @param announced whether that attempt said who it is, or was only seen by its results
 */
record Trial(
    int number,
    Hyperparameters hyperparameters,
    long seed,
    TrialStatus status,
    Optional<Leg> leg,
    int restarts,
    Optional<Attempt> attempt,
    boolean announced) {

  static Trial created(int number, Hyperparameters hyperparameters, long seed) {
    return new Trial(
        number,
        hyperparameters,
        seed,
        TrialStatus.QUEUED,
        Optional.empty(),
        0,
        Optional.empty(),
        false);
  }

  /** It goes on with other hyperparameters. */
  Trial with(Hyperparameters others) {
    return new Trial(number, others, seed, status, leg, restarts, attempt, announced);
  }

  Trial ordered(Leg next) {
    return queued(next, next.restart() > 0 ? restarts + 1 : restarts);
  }

  /** Its experiment is paused: the order holds no longer, and the next of the same leg is named. */
  Trial parked() {
    Leg held = leg.orElseThrow();
    return queued(
        new Leg(held.number(), held.restart() + 1, held.fromEpoch(), held.toEpoch()), restarts);
  }

  /** Ordered again after a pause, which is no restart. */
  Trial unparked(Leg next) {
    return queued(next, restarts);
  }

  private Trial queued(Leg next, int restarted) {
    return new Trial(
        number,
        hyperparameters,
        seed,
        become(TrialStatus.QUEUED),
        Optional.of(next),
        restarted,
        Optional.empty(),
        false);
  }

  /** An attempt said that it begins. */
  Trial begun(Attempt by) {
    return withAttempt(by, true);
  }

  /** An attempt was seen by its results. */
  Trial seen(Attempt by) {
    return attempt.equals(Optional.of(by)) ? this : withAttempt(by, false);
  }

  private Trial withAttempt(Attempt by, boolean saidWho) {
    return new Trial(
        number,
        hyperparameters,
        seed,
        become(TrialStatus.RUNNING),
        leg,
        restarts,
        Optional.of(by),
        saidWho);
  }

  /** Its leg is done, and it waits for the next. */
  Trial paused() {
    return new Trial(
        number,
        hyperparameters,
        seed,
        become(TrialStatus.PAUSED),
        leg,
        restarts,
        attempt,
        announced);
  }

  Trial ended(TrialStatus end) {
    return new Trial(number, hyperparameters, seed, become(end), leg, restarts, attempt, announced);
  }

  private TrialStatus become(TrialStatus next) {
    if (status != next && !status.canBecome(next)) {
      throw new IllegalStateException(
          "Trial %d is %s and can't become %s".formatted(number, status, next));
    }
    return next;
  }

  /**
   * The attempt that older ones are fenced by: the newest seen, or the order itself. Whoever still
   * trains the leg of a trial that waits for its next is too old.
   */
  Optional<Attempt> newest() {
    if (status == TrialStatus.PAUSED) {
      return leg.map(done -> new Attempt(done.number() + 1, 0, 0));
    }
    return attempt.or(() -> leg.map(order -> new Attempt(order.number(), order.restart(), 0)));
  }
}

package dev.convoy.scheduler.stopping;

import dev.convoy.protocol.message.Reason;
import dev.convoy.scheduler.history.History;
import java.util.Optional;

/**
 * The first trials are short, and complete then; the rest are whole. Nobody waits for anybody.
 *
 * @param trials how many are short
 * @param epochs how short
 */
record CoarseTrials(int trials, int epochs) implements Allocation {

  @Override
  public int bracket(int trial) {
    return 0;
  }

  @Override
  public int legEnd(int trial, int from, int last) {
    return trial < trials ? Math.min(epochs, last) : last;
  }

  @Override
  public boolean waitsAfter(int trial, int epoch) {
    return false;
  }

  @Override
  public Optional<Step> next(History history) {
    return Optional.empty();
  }

  @Override
  public Reason passedOver(History history, int trial) {
    throw new IllegalStateException("Trial %d has nothing to wait for".formatted(trial));
  }
}

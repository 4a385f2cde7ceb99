package dev.convoy.scheduler.history;

import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * One rung of successive halving: who came, who ended on the way, who went on, and who waits. Every
 * change and every question costs O(log trials).
 */
public final class Rung {
  private static final Comparator<Arrival> BEST_FIRST =
      Comparator.comparingDouble(Arrival::score).reversed().thenComparingInt(Arrival::trial);

  private final NavigableSet<Arrival> waiting = new TreeSet<>(BEST_FIRST);
  private final OrderStatistics promoted = new OrderStatistics();
  private int arrived;
  private int lost;

  /**
   * A trial at the rung.
   *
   * @param score after the rung's epoch, larger is better; negative infinity: not finite
   */
  public record Arrival(int trial, double score) {}

  void arrive(int trial, double score) {
    arrived++;
    waiting.add(new Arrival(trial, score));
  }

  void promote(int trial, double score) {
    if (!waiting.remove(new Arrival(trial, score))) {
      throw new IllegalStateException("Trial %d does not wait at this rung".formatted(trial));
    }
    promoted.insert(score);
  }

  void withdraw(int trial, double score) {
    waiting.remove(new Arrival(trial, score));
  }

  void lose() {
    lost++;
  }

  /** How many have come so far, wherever they are now. */
  public int arrived() {
    return arrived;
  }

  /** How many ended on their way here. */
  public int lost() {
    return lost;
  }

  /** How many were sent on from here. */
  public int promoted() {
    return promoted.size();
  }

  /** All that wait here, the best first; of equals the first created. */
  public List<Arrival> waiting() {
    return List.copyOf(waiting);
  }

  /** The best that waits here; of equals the first created. */
  public Optional<Arrival> bestWaiting() {
    return waiting.isEmpty() ? Optional.empty() : Optional.of(waiting.first());
  }

  /**
   * How many of those that came have a better claim to go on than the best that waits: all of them
   * have gone on, with a score at least as good. An equal that has gone on counts even if it was
   * created later, for its promotion can't be undone.
   */
  public int aheadOf(Arrival bestWaiting) {
    return promoted.size() - promoted.rank(bestWaiting.score());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Rung rung
        && waiting.equals(rung.waiting)
        && promoted.equals(rung.promoted)
        && arrived == rung.arrived
        && lost == rung.lost;
  }

  @Override
  public int hashCode() {
    return Objects.hash(waiting, promoted, arrived, lost);
  }
}

package dev.convoy.scheduler.history;

import java.util.Comparator;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The best {@value #MOST} of those trials that have reached an epoch, by their best score up to
 * there; of equals the first created.
 */
public final class Leaders {
  /** So many at most. */
  public static final int MOST = 25;

  private static final Comparator<Leader> BEST_FIRST =
      Comparator.comparingDouble(Leader::score).reversed().thenComparingInt(Leader::trial);

  private final NavigableSet<Leader> leaders = new TreeSet<>(BEST_FIRST);

  private record Leader(int trial, double score) {}

  void reached(int trial, double best) {
    leaders.add(new Leader(trial, best));
    if (leaders.size() > MOST) {
      leaders.removeLast();
    }
  }

  /** The trials by number, the best first. */
  public IntStream bestFirst() {
    return leaders.stream().mapToInt(Leader::trial);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Leaders those && leaders.equals(those.leaders);
  }

  @Override
  public int hashCode() {
    return leaders.hashCode();
  }
}

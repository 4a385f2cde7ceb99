package dev.convoy.scheduler.history;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What trials came to, of those that ended or wait for their next leg: the best score each has had.
 * Every change costs O(log trials).
 */
public final class Observations {
  private static final Comparator<Observed> BEST_FIRST =
      Comparator.comparingDouble(Observed::score).reversed().thenComparingInt(Observed::trial);

  private final NavigableSet<Observed> ranking = new TreeSet<>(BEST_FIRST);
  private final Map<Integer, Double> scores = new HashMap<>();

  private record Observed(int trial, double score) {}

  /** A trial came to this, whatever was observed of it before. */
  void observe(int trial, double score) {
    Double former = scores.put(trial, score);
    if (former != null) {
      ranking.remove(new Observed(trial, former));
    }
    ranking.add(new Observed(trial, score));
  }

  /** Of how many trials there is one. */
  public int size() {
    return ranking.size();
  }

  /** The trials by number, the best first, of equals the first created. */
  public IntStream bestFirst() {
    return ranking.stream().mapToInt(Observed::trial);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Observations those && scores.equals(those.scores);
  }

  @Override
  public int hashCode() {
    return scores.hashCode();
  }
}

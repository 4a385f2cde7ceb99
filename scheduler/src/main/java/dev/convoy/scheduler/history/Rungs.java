package dev.convoy.scheduler.history;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;

/** The rungs of every bracket, by the epoch at which trials wait there. */
public final class Rungs {
  private static final Rung UNTOUCHED = new Rung();

  private final Map<Place, Rung> rungs = new HashMap<>();
  private final Map<Integer, Integer> waiting = new HashMap<>();
  private final NavigableSet<Integer> brackets = new TreeSet<>();

  /**
   * Where a trial stands.
   *
   * @param bracket the group of trials that it is compared with, from 0
   * @param epoch after which it waits
   */
  public record Place(int bracket, int epoch) {}

  void arrived(Place place, int trial, double score) {
    touched(place).arrive(trial, score);
    if (waiting.merge(place.bracket(), 1, Integer::sum) == 1) {
      brackets.add(place.bracket());
    }
  }

  void promoted(Place place, int trial, double score) {
    touched(place).promote(trial, score);
    leave(place.bracket());
  }

  /** A trial ended while it waited. */
  void withdrawn(Place place, int trial, double score) {
    touched(place).withdraw(trial, score);
    leave(place.bracket());
  }

  /** A trial ended on its way to a place. */
  void lost(Place place) {
    touched(place).lose();
  }

  private void leave(int bracket) {
    if (waiting.merge(bracket, -1, Integer::sum) == 0) {
      brackets.remove(bracket);
    }
  }

  private Rung touched(Place place) {
    return rungs.computeIfAbsent(place, any -> new Rung());
  }

  public Rung at(Place place) {
    return rungs.getOrDefault(place, UNTOUCHED);
  }

  /** The brackets in which some trial waits, the first first. */
  public NavigableSet<Integer> bracketsWithWaiting() {
    return Collections.unmodifiableNavigableSet(brackets);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Rungs those
        && rungs.equals(those.rungs)
        && brackets.equals(those.brackets);
  }

  @Override
  public int hashCode() {
    return Objects.hash(rungs, brackets);
  }
}

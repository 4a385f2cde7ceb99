package dev.convoy.scheduler.core;

import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.TrialStatus;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** An experiment's trials by number, and which of them wait or have ended. */
final class Trials {
  private final List<Trial> all = new ArrayList<>();
  private final NavigableSet<Integer> paused = new TreeSet<>();
  private final NavigableSet<Integer> parked = new TreeSet<>();
  private final Map<TrialStatus, Integer> ends = new EnumMap<>(TrialStatus.class);

  void add(Fact.TrialCreated fact) {
    if (fact.trial() != all.size()) {
      throw new IllegalStateException("Trial %d is next, not %s".formatted(all.size(), fact));
    }
    all.add(Trial.created(fact.trial(), fact.hyperparameters(), fact.seed()));
  }

  /** Puts a trial in place of what it was; it waits and has ended as it did. */
  void replace(Trial trial) {
    all.set(trial.number(), trial);
  }

  /** Orders a trial's next leg. */
  void order(Fact.LegOrdered fact) {
    Trial trial = get(fact.trial());
    paused.remove(fact.trial());
    boolean wasParked = parked.remove(fact.trial());
    replace(wasParked ? trial.unparked(fact.leg()) : trial.ordered(fact.leg()));
  }

  /** Lets a trial wait for its next leg. */
  void pause(int number) {
    replace(get(number).paused());
    paused.add(number);
  }

  /** Lets a trial wait, in the middle of its leg, for the experiment to be resumed. */
  void park(int number) {
    replace(get(number).parked());
    parked.add(number);
  }

  void end(int number, TrialStatus how) {
    paused.remove(number);
    parked.remove(number);
    replace(get(number).ended(how));
    ends.merge(how, 1, Integer::sum);
  }

  /** How many there are. */
  int created() {
    return all.size();
  }

  /** How many ended like this. */
  int ended(TrialStatus how) {
    return ends.getOrDefault(how, 0);
  }

  /** How many are queued, training or parked. */
  int active() {
    return all.size() - paused.size() - ends.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** The first created of those that wait for their next leg. */
  Optional<Integer> firstPaused() {
    return paused.isEmpty() ? Optional.empty() : Optional.of(paused.first());
  }

  /** Those that wait for the experiment to be resumed, by number. */
  Stream<Integer> parked() {
    return parked.stream();
  }

  boolean has(int number) {
    return number >= 0 && number < all.size();
  }

  Trial get(int number) {
    return all.get(number);
  }

  Stream<Trial> stream() {
    return all.stream();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Trials trials
        && all.equals(trials.all)
        && paused.equals(trials.paused)
        && parked.equals(trials.parked)
        && ends.equals(trials.ends);
  }

  @Override
  public int hashCode() {
    return all.hashCode();
  }
}

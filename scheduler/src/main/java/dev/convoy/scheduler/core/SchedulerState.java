package dev.convoy.scheduler.core;

import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.Fact;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All experiments of one partition as the facts made them. {@link #apply} is the only way to change
 * it: replaying the facts in order gives the same state. Of an experiment that ended its id alone
 * is kept. Not thread-safe.
 */
public final class SchedulerState {
  private final Map<ExperimentId, Experiment> running = new TreeMap<>();
  private final Set<ExperimentId> ended = new TreeSet<>();

  /** Takes a fact in. */
  public void apply(Fact fact) {
    switch (fact) {
      case Fact.ExperimentStarted started ->
          running.put(started.experimentId(), new Experiment(started));
      case Fact.CheckOrdered ordered -> of(ordered).apply(ordered);
      case Fact.CheckJudged judged -> of(judged).apply(judged);
      case Fact.RateNarrowed narrowed -> of(narrowed).apply(narrowed);
      case Fact.TrialCreated created -> of(created).apply(created);
      case Fact.SpaceNarrowed narrowed -> of(narrowed).apply(narrowed);
      case Fact.GenerationDecided decided -> of(decided).apply(decided);
      case Fact.LegOrdered ordered -> of(ordered).apply(ordered);
      case Fact.AttemptStarted started -> of(started).apply(started);
      case Fact.AttemptFailed failed -> of(failed).apply(failed);
      case Fact.EpochRecorded recorded -> of(recorded).apply(recorded);
      case Fact.TrialPaused paused -> of(paused).apply(paused);
      case Fact.TrialParked parked -> of(parked).apply(parked);
      case Fact.TrialEnded end -> of(end).apply(end);
      case Fact.TrialDiagnosed diagnosed -> of(diagnosed).apply(diagnosed);
      case Fact.ExperimentExtended extended -> of(extended).apply(extended);
      case Fact.ExperimentPaused paused -> of(paused).apply(paused);
      case Fact.ExperimentResumed resumed -> of(resumed).apply(resumed);
      case Fact.ExperimentReviewed reviewed -> {
        // For readers; nothing is decided by it.
      }
      case Fact.EnsembleOrdered ordered -> of(ordered).apply(ordered);
      case Fact.EnsembleScored scored -> {
        // The experiment's end follows at once and closes it.
      }
      case Fact.ExperimentEnded end -> {
        running.remove(end.experimentId());
        ended.add(end.experimentId());
      }
    }
  }

  /** The experiments that have not ended, by id. */
  public Collection<Experiment> running() {
    return running.values();
  }

  Optional<Experiment> running(ExperimentId id) {
    return Optional.ofNullable(running.get(id));
  }

  boolean knows(ExperimentId id) {
    return running.containsKey(id) || ended.contains(id);
  }

  /**
   * The experiment a fact is about.
   *
   * @throws IllegalStateException if it does not run
   */
  Experiment of(Fact fact) {
    return running(fact.experimentId())
        .orElseThrow(() -> new IllegalStateException("No experiment runs for " + fact));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SchedulerState state
        && running.equals(state.running)
        && ended.equals(state.ended);
  }

  @Override
  public int hashCode() {
    return Objects.hash(running, ended);
  }
}

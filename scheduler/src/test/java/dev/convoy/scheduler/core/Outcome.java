package dev.convoy.scheduler.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.message.EnsembleMember;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Reason;
import dev.convoy.protocol.message.TrialStatus;
import dev.convoy.protocol.spec.Hyperparameters;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run came to, of all that must not depend on the order of arrival.
 *
 * @param steps of the search itself: checks, narrowed spaces, generations
 * @param trials that have ended
 */
record Outcome(
    List<Fact> steps,
    SortedMap<Integer, Verdict> trials,
    Optional<Fact.ExperimentReviewed> review,
    Optional<List<EnsembleMember>> ensemble,
    Optional<Fact.ExperimentEnded> end) {

  /** How a trial ended. */
  record Verdict(Hyperparameters draw, TrialStatus status, Reason reason) {}

  static Outcome of(FactLog log) {
    List<Hyperparameters> draws =
        log.of(Fact.TrialCreated.class).stream().map(Fact.TrialCreated::hyperparameters).toList();
    SortedMap<Integer, Verdict> trials = new TreeMap<>();
    for (Fact.TrialEnded end : log.of(Fact.TrialEnded.class)) {
      trials.put(end.trial(), new Verdict(draws.get(end.trial()), end.status(), end.reason()));
    }
    return new Outcome(
        log.facts().stream().filter(Outcome::isStep).toList(),
        trials,
        log.of(Fact.ExperimentReviewed.class).stream().findFirst(),
        log.of(Fact.EnsembleOrdered.class).stream().map(Fact.EnsembleOrdered::members).findFirst(),
        log.of(Fact.ExperimentEnded.class).stream().findFirst());
  }

  private static boolean isStep(Fact fact) {
    return fact instanceof Fact.CheckJudged
        || fact instanceof Fact.RateNarrowed
        || fact instanceof Fact.SpaceNarrowed
        || fact instanceof Fact.GenerationDecided;
  }

  /** Fails with what differs, unless this is what the calm run came to. */
  void mustBe(Outcome calm, String run) {
    assertThat(steps).as("%s: steps", run).isEqualTo(calm.steps);
    assertThat(trials).as("%s: trials", run).containsExactlyEntriesOf(calm.trials);
    assertThat(ensemble).as("%s: ensemble", run).isEqualTo(calm.ensemble);
    assertThat(review).as("%s: review", run).isEqualTo(calm.review);
    assertThat(end).as("%s: end", run).isEqualTo(calm.end);
  }

  /** The verdicts that its experiment's early end did not cut off. */
  SortedMap<Integer, Verdict> ownVerdicts() {
    SortedMap<Integer, Verdict> own = new TreeMap<>(trials);
    own.values().removeIf(verdict -> verdict.status() == TrialStatus.CANCELLED);
    return own;
  }

  long failed() {
    return trials.values().stream()
        .filter(verdict -> verdict.status() == TrialStatus.FAILED)
        .count();
  }
}

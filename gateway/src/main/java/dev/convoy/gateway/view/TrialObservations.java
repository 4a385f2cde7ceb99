package dev.convoy.gateway.view;

import dev.convoy.protocol.message.Finding;
import dev.convoy.protocol.message.Observation;
import dev.convoy.protocol.message.ObservedStep;
import java.util.List;
import java.util.Optional;

/**
 * What was seen of a trial's network.
 *
 * @param trial counts from 0
 * @param findings what stands out
 * @param start its first step, by the initial weights
 * @param latest the last step of the latest epoch that was observed
 */
public record TrialObservations(
    int trial, List<Finding> findings, Optional<Seen> start, Optional<Seen> latest) {

  /** Copies. */
  public TrialObservations {
    findings = List.copyOf(findings);
  }

  static TrialObservations none(int trial) {
    return new TrialObservations(trial, List.of(), Optional.empty(), Optional.empty());
  }

  /** With one more; of epochs the highest counts, for a worker that is held up may speak late. */
  TrialObservations with(Observation observation) {
    return switch (observation) {
      case Observation.StartObserved first ->
          of(Optional.of(new Seen(0, first.attempt(), first.at(), first.seen())), latest);
      case Observation.EpochObserved epoch ->
          latest.filter(former -> former.epoch() > epoch.epoch()).isPresent()
              ? this
              : of(
                  start,
                  Optional.of(new Seen(epoch.epoch(), epoch.attempt(), epoch.at(), epoch.seen())));
    };
  }

  private TrialObservations of(Optional<Seen> first, Optional<Seen> last) {
    return new TrialObservations(
        trial, Symptoms.of(first.map(Seen::step), last.map(Seen::step)), first, last);
  }

  /** The latest of it in a few numbers. */
  TrialSummary.Observed summary() {
    Seen seen = latest.or(() -> start).orElseThrow();
    ObservedStep step = seen.step();
    return new TrialSummary.Observed(
        seen.epoch(),
        step.gradientNorm(),
        step.medianUpdateRatio(),
        step.largestUpdateRatio(),
        step.mostDead().flatMap(layer -> layer.dead()),
        step.mostSaturated().flatMap(layer -> layer.saturated()),
        findings);
  }
}

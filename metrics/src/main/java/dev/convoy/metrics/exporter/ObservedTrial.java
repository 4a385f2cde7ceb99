package dev.convoy.metrics.exporter;

import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.Observation;
import dev.convoy.protocol.message.ObservedStep;
import java.util.Optional;

/**
 * A trial's network in a few numbers, as it was last seen.
 *
 * @param epoch whose last step was seen; 0: the trial's first step
 * @param dead share of dead units in the layer that has most of them
 * @param saturated share of saturated values in the layer that has most of them
 */
record ObservedTrial(
    ExperimentId experiment,
    int trial,
    int epoch,
    double gradientNorm,
    double medianUpdateRatio,
    double largestUpdateRatio,
    Optional<Double> dead,
    Optional<Double> saturated) {

  static ObservedTrial of(Observation observation) {
    int epoch =
        switch (observation) {
          case Observation.StartObserved start -> 0;
          case Observation.EpochObserved latest -> latest.epoch();
        };
    ObservedStep seen = observation.seen();
    return new ObservedTrial(
        observation.experimentId(),
        observation.trial(),
        epoch,
        seen.gradientNorm(),
        seen.medianUpdateRatio(),
        seen.largestUpdateRatio(),
        seen.mostDead().flatMap(layer -> layer.dead()),
        seen.mostSaturated().flatMap(layer -> layer.saturated()));
  }

  /** Whichever saw the later epoch, of equals the one that came last. */
  static ObservedTrial later(ObservedTrial former, ObservedTrial next) {
    return next.epoch >= former.epoch ? next : former;
  }
}

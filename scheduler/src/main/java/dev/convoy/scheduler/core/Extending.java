package dev.convoy.scheduler.core;

import dev.convoy.protocol.message.ExperimentStatus;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Request;
import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.protocol.spec.InvalidExperimentException;

/**
 * Extends what runs. The extended document takes the place of the former, and everything that
 * follows from it is laid out anew:
 *
 * <ul>
 *   <li>More trials: random draws and TPE go on as if it had been so many from the start; the
 *       evenly laid ones of a Latin hypercube stay those of the first document, independent ones
 *       follow. A bracket of hyperband that was cut short is filled up; whom it dropped stays out.
 *   <li>More epochs: every trial that has not ended trains on to the new last epoch, in a further
 *       leg if it is in its last; ASHA's ladder grows by the rungs that now fit. Ended trials stay
 *       as they are.
 *   <li>A wider space: further draws are from it; TPE sees the former ones in it.
 * </ul>
 *
 * An extension that makes no sense, or none any more, changes nothing; the gateway has said so to
 * whoever asked.
 */
final class Extending {
  private Extending() {}

  static Decision extend(Experiment experiment, Request.ExtendExperiment request) {
    if (experiment.status() == ExperimentStatus.ENSEMBLING) {
      return Decision.NOTHING;
    }
    try {
      ExperimentSpec extended = request.extension().applyTo(experiment.spec());
      Plan.of(extended, experiment.seed(), experiment.plan().laidOut());
      return extended.equals(experiment.spec())
          ? Decision.NOTHING
          : Decision.that(
              new Fact.ExperimentExtended(
                  experiment.id(), experiment.extensions() + 1, extended, request.at()));
    } catch (InvalidExperimentException | IllegalArgumentException | ArithmeticException e) {
      return Decision.NOTHING;
    }
  }
}

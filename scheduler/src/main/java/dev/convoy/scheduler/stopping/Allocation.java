package dev.convoy.scheduler.stopping;

import dev.convoy.protocol.message.Reason;
import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.protocol.spec.SearchSpec;
import dev.convoy.protocol.spec.StoppingSpec;
import dev.convoy.scheduler.history.History;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Divides trials into legs, and says what becomes of those that wait at the end of one. Stateless:
 * the same history gives the same step.
 */
public interface Allocation {

  /** What is next for a trial that waits. */
  sealed interface Step {
    int trial();

    /** It gets its next leg. */
    record Promote(int trial) implements Step {}

    /** It never will, and ends. */
    record Drop(int trial, Reason reason) implements Step {}
  }

  /** The group of trials that a trial is compared with, from 0. */
  int bracket(int trial);

  /**
   * Where a leg of a trial ends.
   *
   * @param from epochs already done
   * @param last epochs of the whole trial
   */
  int legEnd(int trial, int from, int last);

  /** Whether a trial waits after an epoch, and is not through then. */
  boolean waitsAfter(int trial, int epoch);

  /**
   * The epoch after which a generation waits, complete, for the decision who copies whom; empty:
   * none does.
   */
  default OptionalInt generation(History history) {
    return OptionalInt.empty();
  }

  /** What to do next about those that wait; empty: nothing yet. */
  Optional<Step> next(History history);

  /** Why a trial that still waits when nobody trains any more never went on. */
  Reason passedOver(History history, int trial);

  /**
   * The allocation that a document asks for among its stopping rules; without one every trial is a
   * single leg, those of a coarse round a short one.
   *
   * @param budget how many trials there will be
   * @throws IllegalArgumentException if it asks for what makes no sense
   */
  static Allocation of(ExperimentSpec spec, int budget) {
    return spec.stopping().stream()
        .filter(StoppingSpec.Halving.class::isInstance)
        .map(halving -> of(spec, (StoppingSpec.Halving) halving, budget))
        .reduce(
            (one, other) -> {
              throw new IllegalArgumentException("stopping: asha and hyperband exclude each other");
            })
        .orElseGet(() -> withoutRungs(spec, budget));
  }

  private static Allocation withoutRungs(ExperimentSpec spec, int budget) {
    return switch (spec.search().method()) {
      case SearchSpec.CoarseToFine(int trials, int epochs) -> new CoarseTrials(trials, epochs);
      case SearchSpec.Recipe(int trials, int epochs) -> new CoarseTrials(trials, epochs);
      case SearchSpec.Pbt population ->
          new Generations(population.interval(), epochs(spec), budget);
      case SearchSpec.Random random -> new CoarseTrials(0, 0);
      case SearchSpec.Grid grid -> new CoarseTrials(0, 0);
      case SearchSpec.Tpe tpe -> new CoarseTrials(0, 0);
    };
  }

  private static Allocation of(ExperimentSpec spec, StoppingSpec.Halving halving, int budget) {
    return switch (halving) {
      case StoppingSpec.Asha(int eta, int firstRung) ->
          new Asha(Ladder.of(firstRung, eta, epochs(spec)), eta);
      case StoppingSpec.Hyperband(int eta) ->
          new Hyperband(Brackets.of(epochs(spec), eta), eta, budget);
    };
  }

  private static int epochs(ExperimentSpec spec) {
    return spec.epochs()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "training.epochs: must be a plain value, for trials wait for each other"));
  }
}

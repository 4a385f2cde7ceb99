package dev.convoy.scheduler.search;

import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.scheduler.history.History;
import java.util.Optional;

/** Draws hyperparameters. Stateless: the same history gives the same draw. */
public interface SearchMethod {

  /** The next trial's hyperparameters; empty if the space is exhausted. */
  Optional<Hyperparameters> next(History history);

  /** How many trials the space has room for; {@link Long#MAX_VALUE} if it never ends. */
  long capacity();

  /**
   * The method that an experiment asks for.
   *
   * @param seed what every draw follows from
   * @throws IllegalArgumentException if the experiment's space makes no sense
   */
  static SearchMethod of(ExperimentSpec spec, long seed) {
    return switch (spec.search().method()) {
      case RANDOM -> new RandomSearch(spec.space(), seed);
      case GRID -> new GridSearch(spec.space());
    };
  }
}

package dev.convoy.scheduler.history;

import dev.convoy.protocol.message.EpochMetrics;
import dev.convoy.protocol.message.NarrowedRange;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.Objective;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The recorded past of one experiment, as searches and rules may see it. */
public interface History {

  /** What scores come from; applied to a score, it gives the metric's value back. */
  Objective objective();

  /** How many trials have been created. */
  int trials();

  /** Whether some trial has these hyperparameters. */
  boolean contains(Hyperparameters draw);

  /**
   * The learning curve of a trial.
   *
   * @param trial below {@link #trials}
   */
  Curve curve(int trial);

  /**
   * For every trial that has reached an epoch, the mean of its scores up to there.
   *
   * @param epoch from 1
   */
  OrderStatistics runningAverages(int epoch);

  /**
   * For every trial that has reached an epoch, its score there.
   *
   * @param epoch from 1
   */
  OrderStatistics scores(int epoch);

  /**
   * The best of those trials that have reached an epoch, by their best score up to there.
   *
   * @param epoch from 1
   */
  Leaders leaders(int epoch);

  /** The hyperparameters of a trial. */
  Hyperparameters draw(int trial);

  /** What a trial's epochs came to, from the first. */
  List<EpochMetrics> metrics(int trial);

  /** What trials came to. */
  Observations observations();

  /** The ranges that the search was narrowed to; empty: it was not. */
  List<NarrowedRange> narrowed();

  /** The learning rates to search, if a check has found them. */
  Optional<NarrowedRange> rate();

  /** The epoch of the last generation about which was decided; empty: none yet. */
  OptionalInt generation();

  /** Who waits where between two legs. */
  Rungs rungs();
}

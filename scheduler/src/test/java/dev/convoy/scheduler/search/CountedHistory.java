package dev.convoy.scheduler.search;

import dev.convoy.protocol.message.EpochMetrics;
import dev.convoy.protocol.message.NarrowedRange;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.Objective;
import dev.convoy.scheduler.history.Curve;
import dev.convoy.scheduler.history.History;
import dev.convoy.scheduler.history.Leaders;
import dev.convoy.scheduler.history.Observations;
import dev.convoy.scheduler.history.OrderStatistics;
import dev.convoy.scheduler.history.Rungs;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A history that counts how often somebody looks at a trial. */
final class CountedHistory implements History {
  private final History history;
  private int looks;

  CountedHistory(History history) {
    this.history = history;
  }

  int looks() {
    return looks;
  }

  @Override
  public Curve curve(int trial) {
    looks++;
    return history.curve(trial);
  }

  @Override
  public Hyperparameters draw(int trial) {
    looks++;
    return history.draw(trial);
  }

  @Override
  public List<EpochMetrics> metrics(int trial) {
    looks++;
    return history.metrics(trial);
  }

  @Override
  public Objective objective() {
    return history.objective();
  }

  @Override
  public int trials() {
    return history.trials();
  }

  @Override
  public boolean contains(Hyperparameters draw) {
    return history.contains(draw);
  }

  @Override
  public OrderStatistics runningAverages(int epoch) {
    return history.runningAverages(epoch);
  }

  @Override
  public OrderStatistics scores(int epoch) {
    return history.scores(epoch);
  }

  @Override
  public Leaders leaders(int epoch) {
    return history.leaders(epoch);
  }

  @Override
  public Observations observations() {
    return history.observations();
  }

  @Override
  public List<NarrowedRange> narrowed() {
    return history.narrowed();
  }

  @Override
  public Optional<NarrowedRange> rate() {
    return history.rate();
  }

  @Override
  public OptionalInt generation() {
    return history.generation();
  }

  @Override
  public Rungs rungs() {
    return history.rungs();
  }
}

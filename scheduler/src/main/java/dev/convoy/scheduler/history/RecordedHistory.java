package dev.convoy.scheduler.history;

import dev.convoy.protocol.message.EpochMetrics;
import dev.convoy.protocol.message.Heir;
import dev.convoy.protocol.message.NarrowedRange;
import dev.convoy.protocol.message.SnapshotRef;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.Objective;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The history as facts make it grow; each fact costs O(log trials). Not thread-safe. */
public final class RecordedHistory implements History {
  private static final OrderStatistics NOBODY = new OrderStatistics();
  private static final Leaders NO_LEADERS = new Leaders();

  private final Objective objective;
  private final List<Curve> curves = new ArrayList<>();
  private final List<List<EpochMetrics>> metrics = new ArrayList<>();
  private final List<Hyperparameters> draws = new ArrayList<>();
  private final Set<Hyperparameters> drawn = new HashSet<>();
  private final Observations observations = new Observations();
  private List<NarrowedRange> narrowed = List.of();
  private Optional<NarrowedRange> rate = Optional.empty();
  private OptionalInt generation = OptionalInt.empty();
  private final List<OrderStatistics> averages = new ArrayList<>();
  private final List<OrderStatistics> scores = new ArrayList<>();
  private final List<Leaders> leaders = new ArrayList<>();
  private final Rungs rungs = new Rungs();

  public RecordedHistory(Objective objective) {
    this.objective = objective;
  }

  /** A trial was created with these hyperparameters. */
  public void created(Hyperparameters draw) {
    curves.add(new Curve());
    metrics.add(new ArrayList<>());
    draws.add(draw);
    drawn.add(draw);
  }

  /**
   * A trial finished its next epoch.
   *
   * @throws IllegalStateException if another is next
   */
  public void recorded(int trial, int epoch, EpochMetrics result, Optional<SnapshotRef> snapshot) {
    Curve curve = curves.get(trial);
    if (epoch != curve.epochs() + 1) {
      throw new IllegalStateException(
          "Epoch %d of trial %d is next, not %d".formatted(curve.epochs() + 1, trial, epoch));
    }
    curve.append(objective.score(result.value(objective.metric())), snapshot);
    metrics.get(trial).add(result);
    if (averages.size() < epoch) {
      averages.add(new OrderStatistics());
      scores.add(new OrderStatistics());
      leaders.add(new Leaders());
    }
    averages.get(epoch - 1).insert(curve.runningAverage(epoch));
    scores.get(epoch - 1).insert(curve.score(epoch));
    leaders.get(epoch - 1).reached(trial, curve.best(epoch));
  }

  /** The epoch that a trial finished last ended a cycle of its learning rate. */
  public void cycleEnded(int trial) {
    curves.get(trial).cycleEnded();
  }

  /** A trial ended or waits; what it came to so far counts. */
  public void observed(int trial) {
    Curve curve = curves.get(trial);
    observations.observe(trial, curve.best(curve.epochs()));
  }

  /** The search goes on in these ranges. */
  public void narrowed(List<NarrowedRange> ranges) {
    narrowed = List.copyOf(ranges);
  }

  /** A check has found the learning rates to search. */
  public void found(NarrowedRange range) {
    rate = Optional.of(range);
  }

  /** Of a generation, after an epoch, these go on as others' copies. */
  public void succeeded(int epoch, List<Heir> heirs) {
    generation = OptionalInt.of(epoch);
    for (Heir heir : heirs) {
      draws.set(heir.trial(), heir.hyperparameters());
      curves.get(heir.trial()).goOnFrom(heir.from());
    }
  }

  /** A trial has come to a place and waits there. */
  public void arrived(Rungs.Place place, int trial) {
    rungs.arrived(place, trial, curves.get(trial).score(place.epoch()));
  }

  /** A trial that waited goes on. */
  public void promoted(Rungs.Place place, int trial) {
    rungs.promoted(place, trial, curves.get(trial).score(place.epoch()));
  }

  /** A trial ended while it waited. */
  public void withdrawn(Rungs.Place place, int trial) {
    rungs.withdrawn(place, trial, curves.get(trial).score(place.epoch()));
  }

  /** A trial ended on its way to a place. */
  public void lost(Rungs.Place place) {
    rungs.lost(place);
  }

  @Override
  public Objective objective() {
    return objective;
  }

  @Override
  public int trials() {
    return curves.size();
  }

  @Override
  public boolean contains(Hyperparameters draw) {
    return drawn.contains(draw);
  }

  @Override
  public Curve curve(int trial) {
    return curves.get(trial);
  }

  @Override
  public OrderStatistics runningAverages(int epoch) {
    return epoch <= averages.size() ? averages.get(epoch - 1) : NOBODY;
  }

  @Override
  public OrderStatistics scores(int epoch) {
    return epoch <= scores.size() ? scores.get(epoch - 1) : NOBODY;
  }

  @Override
  public Leaders leaders(int epoch) {
    return epoch <= leaders.size() ? leaders.get(epoch - 1) : NO_LEADERS;
  }

  @Override
  public Hyperparameters draw(int trial) {
    return draws.get(trial);
  }

  @Override
  public List<EpochMetrics> metrics(int trial) {
    return Collections.unmodifiableList(metrics.get(trial));
  }

  @Override
  public Observations observations() {
    return observations;
  }

  @Override
  public List<NarrowedRange> narrowed() {
    return narrowed;
  }

  @Override
  public Optional<NarrowedRange> rate() {
    return rate;
  }

  @Override
  public OptionalInt generation() {
    return generation;
  }

  @Override
  public Rungs rungs() {
    return rungs;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecordedHistory history
        && objective.equals(history.objective)
        && curves.equals(history.curves)
        && metrics.equals(history.metrics)
        && draws.equals(history.draws)
        && averages.equals(history.averages)
        && scores.equals(history.scores)
        && leaders.equals(history.leaders)
        && observations.equals(history.observations)
        && narrowed.equals(history.narrowed)
        && rate.equals(history.rate)
        && generation.equals(history.generation)
        && rungs.equals(history.rungs);
  }

  @Override
  public int hashCode() {
    return Objects.hash(objective, curves, draws, averages, scores, rungs);
  }
}

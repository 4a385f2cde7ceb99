package dev.convoy.scheduler.history;

import dev.convoy.protocol.message.SnapshotRef;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** One trial's scores, epoch by epoch without a gap; larger is better. */
public final class Curve {
  private static final int FIRST_CAPACITY = 4;
  private static final Comparator<Saved> BEST_FIRST =
      Comparator.comparingDouble(Saved::score).reversed().thenComparingInt(Saved::epoch);

  private double[] scores = new double[FIRST_CAPACITY];
  private double[] sums = new double[FIRST_CAPACITY];
  private double[] bests = new double[FIRST_CAPACITY];
  private int epochs;
  private Optional<Saved> bestSnapshot = Optional.empty();
  private Optional<SnapshotRef> lastSnapshot = Optional.empty();
  private List<Saved> cycleEnds = List.of();

  /** An epoch that left a snapshot. */
  public record Saved(int epoch, double score, SnapshotRef snapshot) {}

  /** Adds the next epoch; a score that is not finite is the worst there is. */
  void append(double score, Optional<SnapshotRef> snapshot) {
    if (epochs == scores.length) {
      scores = Arrays.copyOf(scores, 2 * epochs);
      sums = Arrays.copyOf(sums, 2 * epochs);
      bests = Arrays.copyOf(bests, 2 * epochs);
    }
    double finite = Double.isFinite(score) ? score : Double.NEGATIVE_INFINITY;
    scores[epochs] = finite;
    sums[epochs] = finite + (epochs == 0 ? 0 : sums[epochs - 1]);
    bests[epochs] = Math.max(finite, best(epochs));
    epochs++;
    snapshot.ifPresent(saved -> keep(finite, saved));
  }

  private void keep(double score, SnapshotRef snapshot) {
    lastSnapshot = Optional.of(snapshot);
    if (score > bestSnapshot.map(Saved::score).orElse(Double.NEGATIVE_INFINITY)) {
      bestSnapshot = Optional.of(new Saved(epochs, score, snapshot));
    }
  }

  /** The last epoch ended a cycle of the learning rate; what it left may vote. */
  void cycleEnded() {
    double score = scores[epochs - 1];
    if (score > Double.NEGATIVE_INFINITY) {
      cycleEnds =
          Stream.concat(
                  cycleEnds.stream(),
                  lastSnapshot
                      .filter(saved -> saved.epoch() == epochs)
                      .map(saved -> new Saved(epochs, score, saved))
                      .stream())
              .toList();
    }
  }

  /** What comes next comes of another trial's snapshot. */
  void goOnFrom(SnapshotRef snapshot) {
    lastSnapshot = Optional.of(snapshot);
  }

  /** Epochs recorded. */
  public int epochs() {
    return epochs;
  }

  /**
   * The score after an epoch; negative infinity if it was not finite.
   *
   * @param epoch 1 to {@link #epochs}
   */
  public double score(int epoch) {
    return scores[epoch - 1];
  }

  /** The best score of the first so many epochs; negative infinity if none was finite. */
  public double best(int first) {
    return first == 0 ? Double.NEGATIVE_INFINITY : bests[first - 1];
  }

  /** The mean score of the first so many epochs, at least one. */
  public double runningAverage(int first) {
    return sums[first - 1] / first;
  }

  /** Whether any epoch had a finite score. */
  public boolean hasResult() {
    return best(epochs) > Double.NEGATIVE_INFINITY;
  }

  /** The snapshot to remember the trial by: of its best epochs that left one the first. */
  public Optional<Saved> bestSnapshot() {
    return bestSnapshot;
  }

  /**
   * The snapshots that may vote, best first, of equals the earliest: of {@link #bestSnapshot} and
   * the ends of cycles.
   *
   * @param most how many at most
   */
  public Stream<Saved> bestSnapshots(int most) {
    return Stream.concat(bestSnapshot.stream(), cycleEnds.stream())
        .distinct()
        .sorted(BEST_FIRST)
        .limit(most);
  }

  /** The snapshot to go on from. */
  public Optional<SnapshotRef> lastSnapshot() {
    return lastSnapshot;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Curve curve
        && Arrays.equals(scores, 0, epochs, curve.scores, 0, curve.epochs)
        && bestSnapshot.equals(curve.bestSnapshot)
        && lastSnapshot.equals(curve.lastSnapshot)
        && cycleEnds.equals(curve.cycleEnds);
  }

  @Override
  public int hashCode() {
    return Objects.hash(epochs, bestSnapshot, lastSnapshot);
  }
}

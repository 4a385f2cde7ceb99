package dev.convoy.cnn.train;

import dev.convoy.cnn.kernels.TimedKernels;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where the time of a training step goes, as means over some steps.
 *
 * @param stepMillis a whole step
 * @param operations each operation that took any time, in the order of the step
 */
public record StepProfile(double stepMillis, List<Entry> operations) {

  /** Copies the list. */
  public StepProfile {
    operations = List.copyOf(operations);
  }

  /**
   * One operation, or all of one kind.
   *
   * @param kind such as {@code ConvolutionForward}
   * @param tensor what it writes; empty for an update, or for all of a kind
   */
  public record Entry(String kind, String tensor, double millis) {}

  static StepProfile of(long nanos, List<TimedKernels.Taken> taken, int steps) {
    double million = 1e6 * steps;
    List<Entry> entries =
        taken.stream()
            .filter(one -> one.nanos() > 0)
            .map(one -> new Entry(one.kind(), one.tensor(), one.nanos() / million))
            .toList();
    return new StepProfile(nanos / million, entries);
  }

  /** Each kind of operation, the dearest first. */
  public List<Entry> kinds() {
    Map<String, Double> millis =
        operations.stream()
            .collect(Collectors.groupingBy(Entry::kind, Collectors.summingDouble(Entry::millis)));
    return millis.entrySet().stream()
        .map(kind -> new Entry(kind.getKey(), "", kind.getValue()))
        .sorted(Comparator.comparingDouble(Entry::millis).reversed())
        .toList();
  }

  /** What is left of the step: the walk over the operations and the input's way into the arena. */
  public double outsideMillis() {
    return stepMillis - operations.stream().mapToDouble(Entry::millis).sum();
  }
}

package dev.convoy.cnn.kernels;

import java.util.ArrayList;
import java.util.List;

/** Another implementation's kernels, each operation with a clock of its own. */
public final class TimedKernels extends ForwardingKernels {

  private final List<Clock> clocks = new ArrayList<>();

  /** Takes the time of what these make ready; they are closed with it. */
  public TimedKernels(Kernels kernels) {
    super(kernels);
  }

  /**
   * The time an operation took since the clocks were last set to zero.
   *
   * @param kind such as {@code ConvolutionForward}
   * @param tensor the first it writes, or reads if it writes none; empty for an update
   */
  public record Taken(String kind, String tensor, long nanos) {}

  private static final class Clock {
    private final String kind;
    private final String tensor;
    private long nanos;

    private Clock(String kind, String tensor) {
      this.kind = kind;
      this.tensor = tensor;
    }

    private Op around(Op op) {
      return () -> {
        long begin = System.nanoTime();
        op.run();
        nanos += System.nanoTime() - begin;
      };
    }
  }

  private Op timed(Object what, String tensor, Op op) {
    Clock clock = new Clock(kind(what.getClass()), tensor);
    clocks.add(clock);
    return clock.around(op);
  }

  /** The record's name, behind that of its family where it has one. */
  private static String kind(Class<?> record) {
    Class<?> family = record.getEnclosingClass();
    boolean isAlone = family == null || family == Operation.class || family == Update.class;
    return isAlone ? record.getSimpleName() : family.getSimpleName() + record.getSimpleName();
  }

  /** Sets all clocks to zero. */
  public void reset() {
    clocks.forEach(clock -> clock.nanos = 0);
  }

  /** What each operation took, in the order in which they were made ready. */
  public List<Taken> taken() {
    return clocks.stream().map(clock -> new Taken(clock.kind, clock.tensor, clock.nanos)).toList();
  }

  @Override
  public Op prepare(Operation operation, Placement placement, Step step) {
    List<Tensor> tensors = operation.writes().isEmpty() ? operation.reads() : operation.writes();
    return timed(
        operation, tensors.getFirst().toString(), super.prepare(operation, placement, step));
  }

  @Override
  public Op prepare(Update update, Step step) {
    return timed(update, "", super.prepare(update, step));
  }
}

package dev.convoy.cnn.observe;

import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.Region;
import dev.convoy.cnn.network.ActivationLayer;
import dev.convoy.cnn.network.StepObserver;
import dev.convoy.cnn.network.Trainer;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * Watches one step of a trainer and changes nothing of it. Until it is closed it takes as much
 * memory as the parameters, off the heap. For the thread that takes the step.
 */
public final class StepWatch implements StepObserver, AutoCloseable {

  private final Trainer trainer;
  private final Arena arena = Arena.ofConfined();
  private final List<LayerActivations> activations = new ArrayList<>();
  private final List<Before> before = new ArrayList<>();
  private long nanoseconds;

  /** A parameter before the update. */
  private record Before(
      Parameter parameter, MemorySegment values, double valueNorm, double gradientNorm) {}

  /** A watch over the trainer's next step, which is to be given to it. */
  public StepWatch(Trainer trainer) {
    this.trainer = trainer;
  }

  @Override
  public void activated(ActivationLayer layer, Region values) {
    long begin = System.nanoTime();
    try (Arena brief = Arena.ofConfined()) {
      activations.add(ActivationCount.of(layer, values, brief));
    }
    nanoseconds += System.nanoTime() - begin;
  }

  @Override
  public void differentiated() {
    long begin = System.nanoTime();
    for (Parameter parameter : trainer.learned()) {
      MemorySegment values = room(arena, parameter);
      trainer.readTrained(parameter, values);
      before.add(new Before(parameter, values, norm(values), gradientNorm(parameter)));
    }
    nanoseconds += System.nanoTime() - begin;
  }

  private double gradientNorm(Parameter parameter) {
    try (Arena brief = Arena.ofConfined()) {
      MemorySegment gradient = room(brief, parameter);
      trainer.readGradient(parameter, gradient);
      return norm(gradient);
    }
  }

  /** What each nonlinearity gave, in the order of data flow. */
  public List<LayerActivations> activations() {
    return List.copyOf(activations);
  }

  /** How each learned parameter moved; to be called once, right after the step. */
  public List<Movement> movements() {
    long begin = System.nanoTime();
    List<Movement> movements = before.stream().map(this::movement).toList();
    nanoseconds += System.nanoTime() - begin;
    return movements;
  }

  private Movement movement(Before old) {
    try (Arena brief = Arena.ofConfined()) {
      MemorySegment values = room(brief, old.parameter());
      trainer.readTrained(old.parameter(), values);
      return new Movement(
          old.parameter(), old.gradientNorm(), distance(values, old.values()), old.valueNorm());
    }
  }

  /** Time that looking has taken so far. */
  public double seconds() {
    return nanoseconds / 1e9;
  }

  private static MemorySegment room(Arena arena, Parameter parameter) {
    return arena.allocate(ValueLayout.JAVA_FLOAT, parameter.elements());
  }

  private static double norm(MemorySegment values) {
    double squares = 0;
    for (long i = 0; i < values.byteSize() / Float.BYTES; i++) {
      double value = values.getAtIndex(ValueLayout.JAVA_FLOAT, i);
      squares += value * value;
    }
    return Math.sqrt(squares);
  }

  private static double distance(MemorySegment a, MemorySegment b) {
    double squares = 0;
    for (long i = 0; i < a.byteSize() / Float.BYTES; i++) {
      double difference =
          (double) a.getAtIndex(ValueLayout.JAVA_FLOAT, i)
              - b.getAtIndex(ValueLayout.JAVA_FLOAT, i);
      squares += difference * difference;
    }
    return Math.sqrt(squares);
  }

  @Override
  public void close() {
    arena.close();
  }
}

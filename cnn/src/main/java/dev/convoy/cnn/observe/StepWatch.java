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
  private final Length length = new Length();
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
    activations.add(ActivationCount.of(layer, values));
    nanoseconds += System.nanoTime() - begin;
  }

  @Override
  public void differentiated() {
    long begin = System.nanoTime();
    for (Parameter parameter : trainer.learned()) {
      Region trained = trainer.trained(parameter);
      MemorySegment values = arena.allocate(ValueLayout.JAVA_FLOAT, trained.elements());
      trained.memory().read(trained.offset(), values, trained.elements());
      before.add(
          new Before(parameter, values, length.of(values), length.of(trainer.gradient(parameter))));
    }
    nanoseconds += System.nanoTime() - begin;
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
    Parameter parameter = old.parameter();
    double update = length.between(trainer.trained(parameter), old.values());
    return new Movement(parameter, old.gradientNorm(), update, old.valueNorm());
  }

  /** Time that looking has taken so far. */
  public double seconds() {
    return nanoseconds / 1e9;
  }

  @Override
  public void close() {
    arena.close();
  }
}

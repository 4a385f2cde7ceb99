package dev.convoy.cnn.observe;

import dev.convoy.cnn.kernels.Floats;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.network.Trainer;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares a trainer's parameters before and after one step. Changes nothing of it. */
public final class StepWatch {

  private final Trainer trainer;
  private final Map<Parameter, float[]> before = new LinkedHashMap<>();

  private StepWatch(Trainer trainer) {
    this.trainer = trainer;
    trainer.learned().forEach(parameter -> before.put(parameter, trained(parameter)));
  }

  /** To be called right before the step. */
  public static StepWatch before(Trainer trainer) {
    return new StepWatch(trainer);
  }

  /** To be called right after the step. */
  public List<Movement> movements() {
    return before.entrySet().stream()
        .map(entry -> movement(entry.getKey(), entry.getValue()))
        .toList();
  }

  private Movement movement(Parameter parameter, float[] old) {
    MemorySegment gradient = Floats.room(parameter.elements());
    trainer.readGradient(parameter, gradient);
    float[] zeros = new float[old.length];
    return new Movement(
        parameter.name(),
        distance(Floats.array(gradient), zeros),
        distance(trained(parameter), old),
        distance(old, zeros));
  }

  private float[] trained(Parameter parameter) {
    MemorySegment values = Floats.room(parameter.elements());
    trainer.readTrained(parameter, values);
    return Floats.array(values);
  }

  private static double distance(float[] a, float[] b) {
    double squares = 0;
    for (int i = 0; i < a.length; i++) {
      squares += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
    }
    return Math.sqrt(squares);
  }
}

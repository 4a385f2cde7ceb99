package dev.convoy.cnn.network;

import dev.convoy.cnn.SeededRandom;
import dev.convoy.cnn.kernels.Floats;
import dev.convoy.cnn.kernels.Kernels;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.Step;
import dev.convoy.cnn.kernels.Targets;
import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A network with random images and labels to differentiate it by. */
final class Sample implements AutoCloseable {

  static final long SEED = 12345;

  final Trainer trainer;
  final MemorySegment images;
  final int[] labels;
  final Targets targets;
  private final int classes;

  Sample(Network network, Shape batch, Kernels kernels) {
    trainer = Trainer.compile(network, kernels, batch.batch(), new PlainDescent(1e-3, 0.9), SEED);
    SeededRandom random = new SeededRandom(SEED);
    float[] values = new float[Math.toIntExact(batch.elements())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    images = Floats.copyOf(values);
    classes = network.classes();
    labels = random.ints(batch.batch(), 0, classes).toArray();
    targets = new Targets(labels.length);
    for (int row = 0; row < labels.length; row++) {
      targets.set(row, labels[row]);
    }
  }

  List<Parameter> learned() {
    return trainer.evaluator().parameters().stream().filter(Parameter::learned).toList();
  }

  double loss() {
    Step outcome = trainer.differentiate(images, targets);
    return outcome.lossSum() / labels.length;
  }

  Map<String, float[]> gradients() {
    loss();
    Map<String, float[]> gradients = new LinkedHashMap<>();
    for (Parameter parameter : learned()) {
      MemorySegment values = Floats.room(parameter.elements());
      trainer.readGradient(parameter, values);
      gradients.put(parameter.name(), Floats.array(values));
    }
    return gradients;
  }

  Map<String, float[]> values() {
    Map<String, float[]> all = new LinkedHashMap<>();
    for (Parameter parameter : trainer.evaluator().parameters()) {
      all.put(parameter.name(), values(parameter));
    }
    return all;
  }

  float[] values(Parameter parameter) {
    MemorySegment values = Floats.room(parameter.elements());
    trainer.evaluator().read(parameter, values);
    return Floats.array(values);
  }

  /** Takes steps on the same batch. */
  void steps(int count, double rate) {
    for (int step = 0; step < count; step++) {
      trainer.step(images, targets, step, rate);
    }
  }

  /** Of its images, in evaluation. */
  double evaluatedLoss() {
    return trainer.evaluator().evaluate(images, labels, labels.length).lossSum() / labels.length;
  }

  /** Of all its images. */
  float[] probabilities() {
    return probabilities(labels.length);
  }

  /** Of the first of its images, the others absent. */
  float[] probabilities(int count) {
    return probabilities(trainer.evaluator(), count);
  }

  /** Of the first of its images, by another evaluator of the same network. */
  float[] probabilities(Evaluator evaluator, int count) {
    evaluator.evaluate(images, labels, count);
    MemorySegment into = Floats.room((long) count * classes);
    evaluator.probabilities(into, count);
    return Floats.array(into);
  }

  @Override
  public void close() {
    trainer.close();
  }
}

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

  Sample(Network network, Shape batch, Kernels kernels) {
    trainer = Trainer.compile(network, kernels, batch.batch(), new PlainDescent(1e-3, 0.9), SEED);
    SeededRandom random = new SeededRandom(SEED);
    float[] values = new float[Math.toIntExact(batch.elements())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    images = Floats.copyOf(values);
    labels = random.ints(batch.batch(), 0, network.classes()).toArray();
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

  float[] probabilities(int classes) {
    trainer.evaluator().evaluate(images, labels, labels.length);
    MemorySegment into = Floats.room((long) labels.length * classes);
    trainer.evaluator().probabilities(into, labels.length);
    return Floats.array(into);
  }

  @Override
  public void close() {
    trainer.close();
  }
}

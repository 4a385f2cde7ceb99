package dev.convoy.cnn.train;

import dev.convoy.cnn.SeededRandom;
import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.kernels.Floats;
import dev.convoy.cnn.kernels.Kernels;
import dev.convoy.cnn.kernels.TimedKernels;
import dev.convoy.cnn.network.Evaluator;
import dev.convoy.cnn.network.Trainer;
import dev.convoy.cnn.zoo.Architectures;
import dev.convoy.cnn.zoo.NetworkSpec;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * How long a batch of random images takes.
 *
 * @param medianMillis of all runs that count
 * @param bestMillis likewise
 * @param imagesPerSecond by the median
 */
public record Benchmark(double medianMillis, double bestMillis, double imagesPerSecond) {

  static final double RATE = 0.01;

  /** How often something is run: first in order to warm up, then to be timed. */
  public record Runs(int warmUp, int timed) {}

  /** A full training step: forward, loss, backward, SGD with momentum. */
  public static Benchmark step(NetworkSpec network, int batchSize, Device device, Runs runs) {
    try (Trainer trainer = trainer(network, batchSize, device.kernels().get())) {
      return of(batchSize, runs, steps(trainer, network, batchSize));
    }
  }

  /**
   * Where the time of such a step goes; clocks around each operation cost a little of their own.
   */
  public static StepProfile profile(NetworkSpec network, int batchSize, Device device, Runs runs) {
    TimedKernels kernels = new TimedKernels(device.kernels().get());
    try (Trainer trainer = trainer(network, batchSize, kernels)) {
      Numbered step = steps(trainer, network, batchSize);
      for (int i = 0; i < runs.warmUp(); i++) {
        step.run(i);
      }
      kernels.reset();
      long begin = System.nanoTime();
      for (int i = 0; i < runs.timed(); i++) {
        step.run(runs.warmUp() + i);
      }
      return StepProfile.of(System.nanoTime() - begin, kernels.taken(), runs.timed());
    }
  }

  static Trainer trainer(NetworkSpec network, int batchSize, Kernels kernels) {
    OptimizerSpec optimizer = new OptimizerSpec.Sgd(RATE, 0.9, false, Penalty.everywhere(1e-4));
    return Trainer.compile(Architectures.named(network), kernels, batchSize, optimizer, 1);
  }

  private static Numbered steps(Trainer trainer, NetworkSpec network, int batchSize) {
    MemorySegment images = images(batchSize * network.input().values());
    int[] labels = new SeededRandom(2).ints(batchSize, 0, network.classes()).toArray();
    return number -> trainer.step(images, labels, number, RATE);
  }

  /** Evaluation alone, batch norms folded. */
  public static Benchmark inference(NetworkSpec network, int batchSize, Device device, Runs runs) {
    try (Evaluator evaluator =
        Evaluator.compile(Architectures.named(network), device.kernels().get(), batchSize)) {
      MemorySegment images = images(batchSize * network.input().values());
      int[] labels = new int[batchSize];
      return of(batchSize, runs, number -> evaluator.evaluate(images, labels, batchSize));
    }
  }

  @FunctionalInterface
  private interface Numbered {
    void run(int number);
  }

  private static Benchmark of(int batchSize, Runs runs, Numbered work) {
    double[] millis = new double[runs.timed()];
    for (int i = -runs.warmUp(); i < runs.timed(); i++) {
      long begin = System.nanoTime();
      work.run(i + runs.warmUp());
      millis[Math.max(i, 0)] = (System.nanoTime() - begin) / 1e6;
    }
    Arrays.sort(millis);
    double median = millis[runs.timed() / 2];
    return new Benchmark(median, millis[0], 1000 * batchSize / median);
  }

  private static MemorySegment images(int values) {
    SeededRandom random = new SeededRandom(3);
    float[] pixels = new float[values];
    for (int i = 0; i < values; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    return Floats.copyOf(pixels);
  }
}

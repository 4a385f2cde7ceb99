package dev.convoy.cnn.train;

import dev.convoy.cnn.SeededRandom;
import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.kernels.Floats;
import dev.convoy.cnn.network.Trainer;
import dev.convoy.cnn.zoo.Architectures;
import dev.convoy.cnn.zoo.NetworkSpec;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * How long a full training step takes (forward, loss, backward, SGD with momentum) on random
 * images.
 *
 * @param medianMillis of all steps after the warm-up
 * @param bestMillis likewise
 * @param imagesPerSecond by the median
 */
public record StepBenchmark(double medianMillis, double bestMillis, double imagesPerSecond) {

  /** Measures {@code steps} steps after {@code warmup} others. */
  public static StepBenchmark measure(
      NetworkSpec network, int batchSize, Device device, int warmup, int steps) {
    OptimizerSpec optimizer = new OptimizerSpec.Sgd(0.01, 0.9, false, Penalty.everywhere(1e-4));
    try (Trainer trainer =
        Trainer.compile(
            Architectures.named(network), device.kernels().get(), batchSize, optimizer, 1)) {
      MemorySegment images = images(batchSize * network.input().values());
      int[] labels = new SeededRandom(2).ints(batchSize, 0, network.classes()).toArray();
      double[] millis = new double[steps];
      for (int i = -warmup; i < steps; i++) {
        long begin = System.nanoTime();
        trainer.step(images, labels, i + warmup, 0.01);
        millis[Math.max(i, 0)] = (System.nanoTime() - begin) / 1e6;
      }
      Arrays.sort(millis);
      double median = millis[steps / 2];
      return new StepBenchmark(median, millis[0], 1000 * batchSize / median);
    }
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

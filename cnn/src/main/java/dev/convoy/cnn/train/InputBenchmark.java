package dev.convoy.cnn.train;

import dev.convoy.cnn.data.Augmentation;
import dev.convoy.cnn.data.Batch;
import dev.convoy.cnn.data.BatchStream;
import dev.convoy.cnn.data.Batches;
import dev.convoy.cnn.data.Pipeline;
import dev.convoy.cnn.data.Preprocessing;
import dev.convoy.cnn.data.Splits;
import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.network.Trainer;
import dev.convoy.cnn.zoo.NetworkSpec;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How fast augmented and normalized training images are made ready, and what an epoch loses by
 * waiting for them. Each figure is the median of several passes over the training split.
 */
public final class InputBenchmark {

  private static final long SEED = 1;

  private final Splits data;
  private final Pipeline pipeline;
  private final int batchSize;
  private final int passes;

  /**
   * Something to measure.
   *
   * @param passes that count; one goes before
   */
  public InputBenchmark(Splits data, List<Augmentation> augmentation, int batchSize, int passes) {
    this.data = data;
    this.pipeline = new Pipeline(augmentation, data.statistics(Preprocessing.CHANNEL_MEAN_STD));
    this.batchSize = batchSize;
    this.passes = passes;
  }

  /**
   * How long an epoch's steps take.
   *
   * @param images it trains on
   * @param seconds with batches from the pipeline
   * @param secondsWaiting of these, for a batch and for its copy
   * @param secondsOnOneBatch with the same batch, loaded before, at every step
   */
  public record Epoch(
      int images, double seconds, double secondsWaiting, double secondsOnOneBatch) {}

  /** Images per second of the pipeline alone: loaded, augmented, normalized and handed over. */
  public double imagesPerSecond() {
    try (Arena arena = Arena.ofShared()) {
      Batch batch = Batch.allocate(batchSize, pipeline.outputShape(), arena);
      return images() / median(pass -> seconds(() -> eachBatch(pass, batch, () -> {})));
    }
  }

  /** Trains a network by SGD, in turns with and without the pipeline. */
  public Epoch epoch(String model, Device device) {
    NetworkSpec network = new NetworkSpec(model, pipeline.outputShape(), data.classes(), 0);
    try (Arena arena = Arena.ofShared();
        Trainer trainer = Benchmark.trainer(network, batchSize, device.kernels().get())) {
      Batch batch = Batch.allocate(batchSize, pipeline.outputShape(), arena);
      Runnable step = () -> trainer.step(batch.images(), batch.targets(), 0, Benchmark.RATE);
      double[] waiting = new double[passes + 1];
      double[] onOneBatch = new double[passes + 1];
      double fed =
          median(
              pass -> {
                double[] inSteps = new double[1];
                double seconds =
                    seconds(() -> eachBatch(pass, batch, () -> inSteps[0] += seconds(step)));
                waiting[pass] = seconds - inSteps[0];
                onOneBatch[pass] = seconds(() -> repeat(step));
                return seconds;
              });
      return new Epoch(
          images(), fed, median(pass -> waiting[pass]), median(pass -> onOneBatch[pass]));
    }
  }

  private int images() {
    return steps() * batchSize;
  }

  private int steps() {
    return Batches.trainingBatches(data.training(), batchSize);
  }

  private void eachBatch(int epoch, Batch batch, Runnable use) {
    try (BatchStream stream = Batches.training(data.training(), pipeline, batchSize, SEED, epoch)) {
      while (stream.next(batch)) {
        use.run();
      }
    }
  }

  private void repeat(Runnable step) {
    for (int i = 0; i < steps(); i++) {
      step.run();
    }
  }

  private static double seconds(Runnable work) {
    long begin = System.nanoTime();
    work.run();
    return (System.nanoTime() - begin) / 1e9;
  }

  /** Of all passes but the first, which warms up. */
  private double median(IntToDoubleFunction pass) {
    double[] taken = IntStream.rangeClosed(0, passes).mapToDouble(pass).toArray();
    Arrays.sort(taken, 1, taken.length);
    return taken[1 + passes / 2];
  }
}

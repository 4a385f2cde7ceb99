package dev.convoy.cnn.data;

import dev.convoy.cnn.SeededRandom;

/** Streams of batches, prefetched beside their reader. */
public final class Batches {

  private static final long ORDER = 1;
  private static final long AUGMENTATION = 2;
  private static final int MOST_THREADS = 4;

  private Batches() {}

  /**
   * One epoch of training: every image at most once, shuffled and augmented as a function of (seed,
   * epoch, index), in full batches only, so that all steps weigh the same; which images are left
   * over changes from epoch to epoch.
   *
   * @throws DataException if there are fewer images than one batch holds
   */
  public static BatchStream training(
      ImageSource source, Pipeline pipeline, int batchSize, long seed, int epoch) {
    int batches = trainingBatches(source, batchSize);
    int[] order = EpochOrder.shuffled(source.size(), key(seed, ORDER, epoch));
    BatchPlan plan =
        new BatchPlan(
            () -> ImageLoader.augmenting(source, pipeline),
            order,
            key(seed, AUGMENTATION, epoch),
            batchSize,
            batches);
    return Prefetch.start(plan, pipeline.outputShape(), threads());
  }

  /**
   * One epoch of training without augmentation and with targets as they are.
   *
   * @throws DataException if there are fewer images than one batch holds
   */
  public static BatchStream probing(
      ImageSource source, Pipeline pipeline, int batchSize, long seed, int epoch) {
    BatchPlan plan =
        new BatchPlan(
            () -> ImageLoader.viewing(source, pipeline, View.PLAIN),
            EpochOrder.shuffled(source.size(), key(seed, ORDER, epoch)),
            0,
            batchSize,
            trainingBatches(source, batchSize));
    return Prefetch.start(plan, pipeline.outputShape(), threads());
  }

  /** All images in order, without augmentation; the last batch may be smaller. */
  public static BatchStream evaluation(ImageSource source, Pipeline pipeline, int batchSize) {
    return evaluation(source, pipeline, batchSize, View.PLAIN);
  }

  /** All images in order, seen in one way; the last batch may be smaller. */
  public static BatchStream evaluation(
      ImageSource source, Pipeline pipeline, int batchSize, View view) {
    int batches = Math.ceilDiv(source.size(), batchSize);
    int[] order = EpochOrder.sequential(source.size());
    BatchPlan plan =
        new BatchPlan(
            () -> ImageLoader.viewing(source, pipeline, view), order, 0, batchSize, batches);
    return Prefetch.start(plan, pipeline.outputShape(), threads());
  }

  /**
   * How many steps one epoch of training takes.
   *
   * @throws DataException if there are fewer images than one batch holds
   */
  public static int trainingBatches(ImageSource source, int batchSize) {
    if (source.size() < batchSize) {
      throw new DataException(
          "The training split has %d images, fewer than one batch of %d: choose a smaller batchSize"
              .formatted(source.size(), batchSize));
    }
    return source.size() / batchSize;
  }

  private static long key(long seed, long purpose, int epoch) {
    return SeededRandom.key(SeededRandom.key(seed, purpose), epoch);
  }

  /** Half the cores: the other half computes. */
  private static int threads() {
    return Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, MOST_THREADS);
  }
}

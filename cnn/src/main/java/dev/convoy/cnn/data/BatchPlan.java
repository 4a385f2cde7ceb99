package dev.convoy.cnn.data;

import dev.convoy.cnn.SeededRandom;
import java.util.function.Supplier;

/** Which images each batch of one pass holds, and what their randomness is drawn from. */
final class BatchPlan {

  private final Supplier<ImageLoader> loaders;
  private final int[] order;
  private final long key;
  private final int batchSize;
  private final int batches;

  /**
   * Plans a pass.
   *
   * @param loaders makes a loader for each thread that fills batches
   * @param order the images to visit
   * @param key what the randomness of image i is drawn from, together with i
   */
  BatchPlan(Supplier<ImageLoader> loaders, int[] order, long key, int batchSize, int batches) {
    this.loaders = loaders;
    this.order = order;
    this.key = key;
    this.batchSize = batchSize;
    this.batches = batches;
  }

  int batches() {
    return batches;
  }

  int batchSize() {
    return batchSize;
  }

  ImageLoader newLoader() {
    return loaders.get();
  }

  void fill(int batch, Batch into, ImageLoader loader) {
    int first = batch * batchSize;
    int count = Math.min(batchSize, order.length - first);
    for (int i = 0; i < count; i++) {
      int index = order[first + i];
      loader.load(index, SeededRandom.key(key, index), into, i);
    }
    into.resize(count);
    loader.soften(into, SeededRandom.key(key, -1L - batch));
  }
}

package dev.convoy.cnn.data;

import dev.convoy.cnn.SeededRandom;

/** The order in which an epoch visits the training images: a function of (seed, epoch) alone. */
final class EpochOrder {

  private EpochOrder() {}

  /** A uniformly random permutation of 0 to {@code size - 1} (Fisher and Yates). */
  static int[] shuffled(int size, long key) {
    int[] order = sequential(size);
    shuffle(order, key);
    return order;
  }

  static int[] sequential(int size) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    return order;
  }

  static void shuffle(int[] values, long key) {
    SeededRandom random = new SeededRandom(key);
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int former = values[i];
      values[i] = values[j];
      values[j] = former;
    }
  }
}

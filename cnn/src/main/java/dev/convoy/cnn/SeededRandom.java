package dev.convoy.cnn;

import java.util.random.RandomGenerator;

/**
 * Random numbers that are a function of a key alone, so that shuffling, augmentation and dropout
 * can be drawn anew anywhere from (seed, epoch, index). SplitMix64 (Steele, Lea and Flood 2014).
 * One object serves any number of keys without allocating; it belongs to one thread.
 */
public final class SeededRandom implements RandomGenerator {

  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private long state;

  public SeededRandom(long key) {
    state = key;
  }

  /** Starts the stream of another key. */
  public SeededRandom seek(long key) {
    state = key;
    return this;
  }

  @Override
  public long nextLong() {
    state += GOLDEN_GAMMA;
    return scramble(state);
  }

  /** One key made of two; keys of three and more are chained: {@code key(key(seed, epoch), i)}. */
  public static long key(long first, long second) {
    return scramble(scramble(first + GOLDEN_GAMMA) + GOLDEN_GAMMA * (second + 1));
  }

  private static long scramble(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}

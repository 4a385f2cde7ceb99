package dev.convoy.scheduler.search;

import dev.convoy.protocol.message.ExperimentId;

/**
 * Derives seeds from seeds by the output function of SplitMix64 (Steele, Lea and Flood 2014,
 * Stafford's variant 13), so that neighbouring inputs give unrelated streams.
 */
public final class Seeds {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private Seeds() {}

  /** The seed of the nth child, from 0. */
  public static long mix(long seed, long child) {
    long z = seed + (child + 1) * GOLDEN_GAMMA;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** The seed of an experiment that names none; at most 53 bits, exact in any JSON reader. */
  public static long of(ExperimentId experiment) {
    long seed = experiment.value().chars().asLongStream().reduce(0, Seeds::mix);
    return short53(seed);
  }

  /** What everything random in a trial's training follows from; at most 53 bits. */
  public static long ofTrial(long experimentSeed, int trial) {
    return short53(mix(mix(experimentSeed, trial), 0));
  }

  private static long short53(long seed) {
    return seed >>> 11;
  }
}

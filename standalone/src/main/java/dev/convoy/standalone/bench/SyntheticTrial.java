package dev.convoy.standalone.bench;

import dev.convoy.protocol.message.EpochMetrics;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.SnapshotRef;
import java.util.HexFormat;

/**
 * Results that look like a training run's and follow from the trial's number: accuracy rises to
 * about 0.9 with each epoch closing a fifth of the gap, but one trial in ten comes to rest after 1
 * to 6 epochs, and the median rule stops it some epochs later.
 */
final class SyntheticTrial {
  private static final long ODD = 0x9E3779B97F4A7C15L;

  private SyntheticTrial() {}

  static EpochMetrics metrics(int trial, int epoch) {
    double accuracy = accuracy(trial, epoch);
    double loss = 2.3 * (1 - accuracy);
    return new EpochMetrics(loss * 0.97, accuracy * 1.01, loss, accuracy, 0.1, 12.25, 4081.5);
  }

  /** A reference of the usual length, to no file. */
  static SnapshotRef snapshot(ExperimentId id, int trial, int epoch) {
    String digits = HexFormat.of().toHexDigits(hash(trial) + epoch);
    return new SnapshotRef(
        id + "/" + trial + "/" + epoch + ".safetensors", digits.repeat(4), epoch);
  }

  private static double accuracy(int trial, int epoch) {
    long hash = hash(trial);
    boolean comesToRest = hash % 10 == 0;
    int moving = comesToRest ? Math.min(epoch, 1 + (int) (hash / 10 % 6)) : epoch;
    double quality = 0.89 + 0.02 * (hash % 1009) / 1009;
    return quality * (1 - Math.pow(0.8, moving));
  }

  private static long hash(int trial) {
    long mixed = (trial + 1L) * ODD;
    return ((mixed ^ (mixed >>> 29)) * ODD) >>> 1;
  }
}

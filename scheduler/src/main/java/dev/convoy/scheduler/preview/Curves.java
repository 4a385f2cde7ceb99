package dev.convoy.scheduler.preview;

import dev.convoy.protocol.message.EpochMetrics;
import dev.convoy.scheduler.search.Seeds;
import java.util.SplittableRandom;

/** Learning curves that nobody trained. */
interface Curves {
  /** Larger than any minDelta and any threshold that a document may ask for. */
  double STEP = 2e6;

  /** Larger than what any number of steps comes to. */
  double LEAD = 1e12;

  /**
   * What an epoch comes to.
   *
   * @param seed of the trial
   * @param epoch from 1
   */
  EpochMetrics at(int trial, long seed, int epoch);

  /**
   * Curves as networks have them: accuracies rise ever more slowly to limits between one half and
   * one, at different paces, with a little noise.
   *
   * @param run the same trial has another curve in every run
   */
  static Curves plausible(long run) {
    return (trial, seed, epoch) -> {
      SplittableRandom random = new SplittableRandom(Seeds.mix(seed, run));
      double limit = random.nextDouble(0.5, 1);
      double pace = random.nextDouble(1, 8);
      double noise =
          new SplittableRandom(Seeds.mix(random.nextLong(), epoch)).nextDouble(-0.01, 0.01);
      double accuracy = limit * (1 - Math.exp(-epoch / pace)) + noise;
      return metrics(1 - accuracy, accuracy);
    };
  }

  /**
   * Curves under which no rule stops anybody whom it need not: every epoch is better than the one
   * before, and every trial better than all before it.
   */
  static Curves everBetter() {
    return (trial, seed, epoch) -> {
      double score = LEAD * trial + STEP * epoch;
      return metrics(-score, score);
    };
  }

  private static EpochMetrics metrics(double loss, double accuracy) {
    return new EpochMetrics(loss, accuracy, loss, accuracy, 0, 0, 0);
  }
}

package dev.convoy.scheduler.curves;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * How far a contender's best trial so far is from the best there is, in points of validation
 * accuracy (a hundredth each), after every epoch spent by all its trials together; for many seeds.
 *
 * @param points by seed, then by epochs spent, from 1
 */
record Regret(Contender contender, List<double[]> points) {

  /** Lets a contender run with the seeds 1 to {@code seeds}, each until the budget is spent. */
  static Regret of(Contender contender, RecordedCurves curves, int budget, int seeds) {
    double best = curves.best();
    return new Regret(
        contender,
        LongStream.rangeClosed(1, seeds)
            .parallel()
            .mapToObj(
                seed -> ReplayedMesh.run(contender.experiment(curves, seed), curves, budget, seed))
            .map(found -> regrets(found, best, budget))
            .toList());
  }

  /** Who has nothing left to train keeps what was found. */
  private static double[] regrets(List<Double> found, double best, int budget) {
    return IntStream.range(0, budget)
        .mapToDouble(epoch -> 100 * (best - found.get(Math.min(epoch, found.size() - 1))))
        .toArray();
  }

  /** How many epochs all trials together could spend. */
  int budget() {
    return points.getFirst().length;
  }

  /**
   * The regret that a share of the seeds stay at or below.
   *
   * @param spent epochs, from 1
   * @param share 0.5 for the median
   */
  double quantile(int spent, double share) {
    double[] sorted = points.stream().mapToDouble(seed -> seed[spent - 1]).sorted().toArray();
    return sorted[(int) Math.round(share * (sorted.length - 1))];
  }

  /**
   * After how many epochs half of the seeds have a regret of so many points or less; {@link
   * Integer#MAX_VALUE} if they never have.
   */
  int epochsTo(double regret) {
    int[] sorted = points.stream().mapToInt(seed -> epochsTo(seed, regret)).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static int epochsTo(double[] seed, double regret) {
    return IntStream.range(0, seed.length)
        .filter(epoch -> seed[epoch] <= regret)
        .map(epoch -> epoch + 1)
        .findFirst()
        .orElse(Integer.MAX_VALUE);
  }
}

package dev.convoy.scheduler.core;

import dev.convoy.protocol.message.Attempt;
import dev.convoy.protocol.message.EpochMetrics;
import dev.convoy.protocol.message.Failure;
import dev.convoy.protocol.message.Work;
import dev.convoy.protocol.spec.Objective;
import dev.convoy.protocol.spec.ScheduleSpec;
import dev.convoy.scheduler.search.Seeds;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * How a trial trains: a function of its seed and its learning rate, whichever attempt trains it, as
 * bit-exact resuming makes it for real. Of ten trials one runs out of memory, one diverges, and one
 * has an epoch whose validation gives NaN. One epoch in seven leaves no snapshot.
 *
 * @param from the last epoch that was trained with other hyperparameters
 * @param last of the leg
 */
record SimulatedCurve(
    long seed, double rate, ScheduleSpec schedule, Objective objective, int from, int last) {

  static SimulatedCurve of(Work.TrainLeg leg) {
    return new SimulatedCurve(
        leg.seed(),
        leg.spec().training().optimizer().learningRate(),
        leg.spec().training().schedule(),
        leg.objective(),
        leg.kept().orElse(0),
        leg.leg().toEpoch());
  }

  EpochMetrics metrics(int epoch) {
    double accuracy = accuracy(epoch);
    double validated = seed % 10 == 5 && epoch == 1 + seed / 10 % 3 ? Double.NaN : accuracy;
    return new EpochMetrics(1 - accuracy, accuracy, 1 - validated, validated, rate, 1, 1000);
  }

  private double accuracy(int epoch) {
    double limit =
        new SplittableRandom(Seeds.mix(seed, Double.doubleToLongBits(rate))).nextDouble(0.5, 1);
    double noise = new SplittableRandom(seed + epoch).nextDouble(-0.05, 0.05);
    return limit * (1 - Math.exp(-epoch / 2.0)) + noise;
  }

  /** How the trial is bound to end in this epoch, if not before. */
  Optional<Failure> fate(int epoch) {
    if (epoch <= seed / 10 % 5) {
      return Optional.empty();
    }
    return switch ((int) (seed % 10)) {
      case 3 -> Optional.of(new Failure(Failure.Kind.OUT_OF_MEMORY, "too large"));
      case 7 -> Optional.of(new Failure(Failure.Kind.NON_FINITE_LOSS, "loss is NaN"));
      default -> Optional.empty();
    };
  }

  /**
   * Whether an attempt's report has a snapshot to name. One that repeats what another has trained
   * finds only those worth keeping: the last, ends of cycles, and such as were the best when they
   * were saved.
   */
  boolean isSaved(int epoch, Attempt attempt) {
    boolean repeats = attempt.restart() > 0 || attempt.delivery() > 1;
    return leavesSnapshot(epoch)
        && (!repeats || isWorthKeeping(epoch) || draw(epoch, attempt.delivery()) < 0.5);
  }

  private boolean leavesSnapshot(int epoch) {
    return draw(epoch, 0) > 1 / 7.0;
  }

  private boolean isWorthKeeping(int epoch) {
    return epoch == last
        || schedule.endsCycle(epoch)
        || IntStream.range(from + 1, epoch)
            .filter(this::leavesSnapshot)
            .allMatch(earlier -> score(earlier) < score(epoch));
  }

  private double score(int epoch) {
    double score = objective.score(metrics(epoch).value(objective.metric()));
    return Double.isNaN(score) ? Double.NEGATIVE_INFINITY : score;
  }

  private double draw(int epoch, int delivery) {
    return new SplittableRandom(Seeds.mix(Seeds.mix(seed, epoch), delivery)).nextDouble();
  }
}

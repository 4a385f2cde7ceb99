package dev.convoy.scheduler.curves;

import dev.convoy.protocol.message.Attempt;
import dev.convoy.protocol.message.Control;
import dev.convoy.protocol.message.EpochMetrics;
import dev.convoy.protocol.message.Failure;
import dev.convoy.protocol.message.Report;
import dev.convoy.protocol.message.Work;
import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.scheduler.Samples;
import dev.convoy.scheduler.core.Command;
import dev.convoy.scheduler.core.Decision;
import dev.convoy.scheduler.core.Scheduler;
import dev.convoy.scheduler.core.SchedulerState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SplittableRandom;

/**
 * The scheduler's own core, and workers that take as long as a real epoch would, on a clock of
 * their own, and answer from the {@link RecordedCurves}. Each epoch takes {@code 0.8} to {@code
 * 1.2} of the usual time, by seed, so reports come in another order with every seed.
 */
final class ReplayedMesh {
  static final int WORKERS = 4;

  private final RecordedCurves curves;
  private final SplittableRandom random;
  private final SchedulerState state = new SchedulerState();
  private final Queue<Work.TrainLeg> queue = new ArrayDeque<>();
  private final Queue<Training> busy =
      new PriorityQueue<>(Comparator.comparingDouble(Training::due));
  private final List<Double> bestSoFar = new ArrayList<>();

  /** A worker that will have trained an epoch of its leg when that is due. */
  private record Training(Work.TrainLeg leg, int epoch, double due) {}

  private ReplayedMesh(RecordedCurves curves, long seed) {
    this.curves = curves;
    this.random = new SplittableRandom(seed);
  }

  /**
   * Runs an experiment until nobody trains any more or the budget is spent.
   *
   * @param spec whose trials have all been recorded
   * @param budget in epochs of all trials together
   * @return the best validation accuracy found after each epoch spent
   */
  static List<Double> run(ExperimentSpec spec, RecordedCurves curves, int budget, long seed) {
    ReplayedMesh mesh = new ReplayedMesh(curves, seed);
    mesh.take(new Command.Requested(Samples.submit(spec)), 0);
    while (!mesh.busy.isEmpty() && mesh.bestSoFar.size() < budget) {
      mesh.train(mesh.busy.remove());
    }
    return mesh.bestSoFar;
  }

  private void train(Training training) {
    Work.TrainLeg leg = training.leg();
    Attempt attempt = new Attempt(leg.leg().number(), leg.leg().restart(), 1);
    List<EpochMetrics> recorded = curves.of(leg.spec());
    boolean diverges = training.epoch() > recorded.size();
    if (diverges) {
      spent(0);
      Failure failure = new Failure(Failure.Kind.NON_FINITE_LOSS, "as recorded");
      Report failed =
          new Report.LegFailed(leg.experimentId(), leg.trial(), attempt, failure, Samples.AT);
      take(new Command.Reported(failed), training.due());
      return;
    }
    EpochMetrics metrics = recorded.get(training.epoch() - 1);
    spent(metrics.validationAccuracy());
    if (training.epoch() < leg.leg().toEpoch()) {
      busy.add(new Training(leg, training.epoch() + 1, later(training.due())));
    }
    Report completed =
        new Report.EpochCompleted(
            leg.experimentId(),
            leg.trial(),
            attempt,
            training.epoch(),
            metrics,
            Optional.of(Samples.snapshot(leg.trial(), training.epoch())),
            Samples.AT);
    take(new Command.Reported(completed), training.due());
  }

  private void spent(double accuracy) {
    bestSoFar.add(bestSoFar.isEmpty() ? accuracy : Math.max(bestSoFar.getLast(), accuracy));
  }

  private void take(Command command, double now) {
    Decision decision = Scheduler.handle(state, command);
    decision.control().forEach(this::obey);
    decision.work().stream()
        .filter(Work.TrainLeg.class::isInstance)
        .map(Work.TrainLeg.class::cast)
        .forEach(queue::add);
    while (busy.size() < WORKERS && !queue.isEmpty()) {
      Work.TrainLeg leg = queue.remove();
      busy.add(new Training(leg, leg.leg().fromEpoch() + 1, later(now)));
    }
  }

  private void obey(Control control) {
    if (control instanceof Control.StopTrial stop) {
      queue.removeIf(leg -> leg.trial() == stop.trial());
      busy.removeIf(training -> training.leg().trial() == stop.trial());
    }
  }

  private double later(double now) {
    return now + random.nextDouble(0.8, 1.2);
  }
}

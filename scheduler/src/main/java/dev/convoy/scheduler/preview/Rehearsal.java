package dev.convoy.scheduler.preview;

import dev.convoy.protocol.message.Attempt;
import dev.convoy.protocol.message.CheckResult;
import dev.convoy.protocol.message.Control;
import dev.convoy.protocol.message.EnsembleScore;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.Report;
import dev.convoy.protocol.message.Request;
import dev.convoy.protocol.message.SnapshotRef;
import dev.convoy.protocol.message.Work;
import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.scheduler.core.Command;
import dev.convoy.scheduler.core.Decision;
import dev.convoy.scheduler.core.Scheduler;
import dev.convoy.scheduler.core.SchedulerState;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Queue;

/**
 * One experiment from its start to its end, without broker, workers and clock: every trial that may
 * train does, an epoch each in turn, so all epochs take equally long. Every check is passed,
 * nothing fails, and no time limit runs out.
 */
final class Rehearsal {
  private static final ExperimentId ID = new ExperimentId("preview");
  private static final Instant AT = Instant.EPOCH;

  private final Curves curves;
  private final SchedulerState state = new SchedulerState();
  private final Queue<Training> training = new ArrayDeque<>();
  private final Tally tally = new Tally();

  /** A leg and how many epochs of its trial are done. */
  private record Training(Work.TrainLeg work, int epoch) {
    boolean isOf(int trial) {
      return work.trial() == trial;
    }

    Attempt attempt() {
      return new Attempt(work.leg().number(), work.leg().restart(), 1);
    }

    boolean isDone() {
      return epoch == work.leg().toEpoch();
    }

    Training next() {
      return new Training(work, epoch + 1);
    }
  }

  private Rehearsal(Curves curves) {
    this.curves = curves;
  }

  /**
   * Runs an experiment.
   *
   * @throws IllegalArgumentException if it makes no sense
   */
  static Tally run(ExperimentSpec spec, Curves curves) {
    Rehearsal rehearsal = new Rehearsal(curves);
    rehearsal.take(new Command.Requested(new Request.SubmitExperiment(ID, spec, AT)));
    while (!rehearsal.training.isEmpty()) {
      rehearsal.train(rehearsal.training.remove().next());
    }
    return rehearsal.tally;
  }

  private void train(Training turn) {
    if (!turn.isDone()) {
      training.add(turn);
    }
    Work.TrainLeg work = turn.work();
    take(
        new Command.Reported(
            new Report.EpochCompleted(
                ID,
                work.trial(),
                turn.attempt(),
                turn.epoch(),
                curves.at(work.trial(), work.seed(), turn.epoch()),
                Optional.of(new SnapshotRef("", "", turn.epoch())),
                AT)));
  }

  private void take(Command command) {
    Decision decision = Scheduler.handle(state, command);
    decision.facts().forEach(tally::count);
    decision.control().forEach(this::hear);
    decision.work().forEach(this::begin);
  }

  private void hear(Control control) {
    switch (control) {
      case Control.StopTrial stop -> training.removeIf(turn -> turn.isOf(stop.trial()));
      case Control.FenceAttempts fence ->
          training.removeIf(
              turn -> turn.isOf(fence.trial()) && turn.attempt().compareTo(fence.current()) < 0);
      case Control.StopExperiment _ -> training.clear();
    }
  }

  private void begin(Work work) {
    switch (work) {
      case Work.TrainLeg leg -> training.add(new Training(leg, leg.leg().fromEpoch()));
      case Work.RunCheck check ->
          take(
              new Command.Reported(
                  new Report.CheckMade(ID, check.check(), check.restart(), passed(check), AT)));
      case Work.BuildEnsemble ensemble ->
          take(
              new Command.Reported(
                  new Report.EnsembleBuilt(
                      ID, ensemble.restart(), new EnsembleScore(List.of(), 0), AT)));
    }
  }

  /** The rate that is found is the one the checks are made with: the middle of its range. */
  private static CheckResult passed(Work.RunCheck check) {
    OptionalDouble rate =
        switch (check.check()) {
          case INITIAL_LOSS, TINY_SAMPLE -> OptionalDouble.empty();
          case RATE_RANGE -> OptionalDouble.of(check.spec().training().optimizer().learningRate());
        };
    return new CheckResult(CheckResult.Verdict.PASSED, "", List.of(), rate, List.of());
  }
}

package dev.convoy.worker.check;

import dev.convoy.cnn.check.InitialLoss;
import dev.convoy.cnn.check.RateRange;
import dev.convoy.cnn.check.TinySample;
import dev.convoy.cnn.data.Splits;
import dev.convoy.cnn.train.TrainingInterrupted;
import dev.convoy.cnn.train.TrainingSpec;
import dev.convoy.protocol.message.CheckResult;
import dev.convoy.protocol.message.Failure;
import dev.convoy.protocol.message.Report;
import dev.convoy.protocol.message.Work;
import dev.convoy.worker.leg.Failures;
import dev.convoy.worker.leg.Workshop;
import dev.convoy.worker.mesh.ReportLostException;
import dev.convoy.worker.queue.Outcome;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes checks. It stops between two steps, when the experiment is stopped or the work isn't this
 * worker's any more. Belongs to the computing thread.
 */
public final class CheckRunner {
  private static final Logger LOG = LoggerFactory.getLogger(CheckRunner.class);

  private final Workshop workshop;

  public CheckRunner(Workshop workshop) {
    this.workshop = workshop;
  }

  /**
   * Makes a check and reports it.
   *
   * @param goOn false once the work isn't this worker's any more
   */
  public Outcome run(Work.RunCheck work, BooleanSupplier goOn) {
    BooleanSupplier mayTrain = () -> goOn.getAsBoolean() && !isStopped(work);
    try {
      Optional<Report> report = report(work, mayTrain);
      report.ifPresent(workshop.reporter()::send);
      return report.isPresent() || isStopped(work) ? Outcome.DONE : Outcome.HANDED_BACK;
    } catch (ReportLostException e) {
      LOG.warn("Handing back {} of {}", work.check(), work.experimentId(), e);
      return Outcome.HANDED_BACK;
    }
  }

  private boolean isStopped(Work.RunCheck work) {
    return workshop.orders().stop(work.experimentId());
  }

  /** Empty if it may not go on. */
  private Optional<Report> report(Work.RunCheck work, BooleanSupplier mayTrain) {
    if (!mayTrain.getAsBoolean()) {
      return Optional.empty();
    }
    try {
      CheckResult result = result(work, mayTrain);
      return Optional.of(
          new Report.CheckMade(
              work.experimentId(),
              work.check(),
              work.restart(),
              result,
              workshop.clock().instant()));
    } catch (TrainingInterrupted e) {
      return Optional.empty();
    } catch (RuntimeException | Error e) {
      Failure failure = Failures.of(e);
      LOG.info("{} of {} failed: {}", work.check(), work.experimentId(), failure);
      return Optional.of(
          new Report.CheckFailed(
              work.experimentId(),
              work.check(),
              work.restart(),
              failure,
              workshop.clock().instant()));
    }
  }

  private CheckResult result(Work.RunCheck work, BooleanSupplier mayTrain) {
    Splits data = workshop.datasets().open(work.spec().dataset());
    TrainingSpec spec = workshop.training(work.spec(), work.seed(), data);
    return switch (work.check()) {
      case INITIAL_LOSS -> CheckResults.of(InitialLoss.check(spec, data, workshop.device()));
      case TINY_SAMPLE ->
          CheckResults.of(
              TinySample.check(spec, data, TinySample.Effort.USUAL, workshop.device(), mayTrain),
              spec.optimizer().learningRate());
      case RATE_RANGE -> CheckResults.of(RateRange.check(spec, data, workshop.device(), mayTrain));
    };
  }
}

package dev.convoy.worker.leg;

import dev.convoy.cnn.train.TrainingInterrupted;
import dev.convoy.protocol.message.Attempt;
import dev.convoy.protocol.message.Failure;
import dev.convoy.protocol.message.Work;
import dev.convoy.worker.leg.LegListener.End;
import dev.convoy.worker.mesh.ReportLostException;
import dev.convoy.worker.queue.Outcome;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs legs. Whatever a trial does wrong is reported and ends that leg, never the worker. What ends
 * without the worker having been told to stop, because it closes, lost the lock or can't report, is
 * not reported but handed back. Belongs to the computing thread.
 */
public final class LegRunner {
  private static final Logger LOG = LoggerFactory.getLogger(LegRunner.class);

  private final Workshop workshop;
  private final LegListener listener;

  public LegRunner(Workshop workshop, LegListener listener) {
    this.workshop = workshop;
    this.listener = listener;
  }

  /**
   * Runs an attempt to its end.
   *
   * @param delivery how often the queue has handed out this order of the leg
   * @param goOn false once the attempt isn't this worker's any more
   */
  public Outcome run(Work.TrainLeg work, int delivery, BooleanSupplier goOn) {
    Attempt attempt = new Attempt(work.leg().number(), work.leg().restart(), delivery);
    if (isStopped(work, attempt)) {
      return Outcome.DONE; // the scheduler has ended it already and waits for no report
    }
    listener.begin(work.experimentId(), work.trial());
    End end = attempt(work, attempt, goOn);
    listener.end(end);
    return end == End.HANDED_BACK ? Outcome.HANDED_BACK : Outcome.DONE;
  }

  private boolean isStopped(Work.TrainLeg work, Attempt attempt) {
    return workshop.orders().stop(work.experimentId(), work.trial(), attempt);
  }

  private End attempt(Work.TrainLeg work, Attempt attempt, BooleanSupplier goOn) {
    LegReports reports =
        new LegReports(
            workshop.reporter(), workshop.clock(), work.experimentId(), work.trial(), attempt);
    BooleanSupplier mayTrain = () -> goOn.getAsBoolean() && !isStopped(work, attempt);
    try {
      return trainAndReport(work, reports, mayTrain);
    } catch (ReportLostException e) {
      LOG.warn("Handing back {} {}", work.experimentId(), attempt, e);
      return End.HANDED_BACK;
    }
  }

  private End trainAndReport(Work.TrainLeg work, LegReports reports, BooleanSupplier mayTrain) {
    try {
      reports.started(workshop.worker(), workshop.device().name());
      new LegTraining(workshop, work, reports, listener).train(mayTrain);
      reports.completed();
      return End.COMPLETED;
    } catch (TrainingInterrupted e) {
      return interrupted(work, reports);
    } catch (ReportLostException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      Failure failure = Failures.of(e);
      LOG.info("Trial {} of {} failed: {}", work.trial(), work.experimentId(), failure);
      reports.failed(failure);
      return End.FAILED;
    }
  }

  private End interrupted(Work.TrainLeg work, LegReports reports) {
    if (!isStopped(work, reports.attempt())) {
      return End.HANDED_BACK;
    }
    reports.stopped();
    return End.STOPPED;
  }
}

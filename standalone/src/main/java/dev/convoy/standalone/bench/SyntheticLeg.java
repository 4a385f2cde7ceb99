package dev.convoy.standalone.bench;

import dev.convoy.protocol.message.Attempt;
import dev.convoy.protocol.message.Work;

/** A leg in training: says that it began, reports its epochs, says that it is done or stopped. */
final class SyntheticLeg {
  private static final int BEFORE_THE_START = -1;

  private final Work.TrainLeg work;
  private final Attempt attempt;
  private final ReportSender reports;
  private int epoch = BEFORE_THE_START;

  SyntheticLeg(Work.TrainLeg work, int delivery, ReportSender reports) {
    this.work = work;
    this.attempt = new Attempt(work.leg().number(), work.leg().restart(), delivery);
    this.reports = reports;
  }

  /** Sends its next report; false if that was its last. */
  boolean goOn(Stops stops) {
    if (stops.has(work.trial())) {
      reports.stopped(work, attempt);
      return false;
    }
    if (epoch == BEFORE_THE_START) {
      reports.started(work, attempt);
      epoch = work.leg().fromEpoch();
      return true;
    }
    if (epoch == work.leg().toEpoch()) {
      reports.completed(work, attempt);
      return false;
    }
    epoch++;
    reports.epoch(work, attempt, epoch);
    return true;
  }
}

package dev.convoy.worker.leg;

import dev.convoy.protocol.message.Attempt;
import dev.convoy.protocol.message.EpochMetrics;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.Failure;
import dev.convoy.protocol.message.Observation;
import dev.convoy.protocol.message.ObservedStep;
import dev.convoy.protocol.message.Report;
import dev.convoy.protocol.message.SnapshotRef;
import dev.convoy.worker.mesh.Reporter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** The reports and observations of one attempt. Each returns once Kafka has it. */
record LegReports(
    Reporter reporter, InstantSource clock, ExperimentId experiment, int trial, Attempt attempt) {

  void started(String worker, String device) {
    reporter.send(new Report.LegStarted(experiment, trial, attempt, worker, device, now()));
  }

  void epoch(int epoch, EpochMetrics metrics, Optional<SnapshotRef> snapshot) {
    reporter.send(
        new Report.EpochCompleted(experiment, trial, attempt, epoch, metrics, snapshot, now()));
  }

  void start(ObservedStep seen) {
    reporter.send(new Observation.StartObserved(experiment, trial, attempt, seen, now()));
  }

  void observed(int epoch, ObservedStep seen) {
    reporter.send(new Observation.EpochObserved(experiment, trial, attempt, epoch, seen, now()));
  }

  void completed() {
    reporter.send(new Report.LegCompleted(experiment, trial, attempt, now()));
  }

  void stopped() {
    reporter.send(new Report.LegStopped(experiment, trial, attempt, now()));
  }

  void failed(Failure failure) {
    reporter.send(new Report.LegFailed(experiment, trial, attempt, failure, now()));
  }

  private Instant now() {
    return clock.instant();
  }
}

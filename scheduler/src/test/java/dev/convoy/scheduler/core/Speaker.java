package dev.convoy.scheduler.core;

import dev.convoy.protocol.message.Attempt;
import dev.convoy.protocol.message.Report;
import java.util.Optional;

/** The attempt that a report is of. */
record Speaker(int trial, Attempt attempt) {

  /** Empty: of none, but of a check or an ensemble. */
  static Optional<Speaker> of(Report report) {
    return switch (report) {
      case Report.LegStarted r -> Optional.of(new Speaker(r.trial(), r.attempt()));
      case Report.EpochCompleted r -> Optional.of(new Speaker(r.trial(), r.attempt()));
      case Report.LegCompleted r -> Optional.of(new Speaker(r.trial(), r.attempt()));
      case Report.LegStopped r -> Optional.of(new Speaker(r.trial(), r.attempt()));
      case Report.LegFailed r -> Optional.of(new Speaker(r.trial(), r.attempt()));
      case Report.CheckMade made -> Optional.empty();
      case Report.CheckFailed failed -> Optional.empty();
      case Report.EnsembleBuilt built -> Optional.empty();
      case Report.EnsembleFailed failed -> Optional.empty();
    };
  }
}

package dev.convoy.worker.mesh;

import dev.convoy.protocol.message.Report;

/** Kafka may not have a report, so the work that it is about can't be called done. */
public final class ReportLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ReportLostException(Report report, Throwable cause) {
    super("Kafka did not take " + report, cause);
  }
}

package dev.convoy.worker.mesh;

import dev.convoy.protocol.message.Message;

/** Kafka may not have what the worker said, so the work that it is about can't be called done. */
public final class ReportLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ReportLostException(Message message, Throwable cause) {
    super("Kafka did not take " + message, cause);
  }
}

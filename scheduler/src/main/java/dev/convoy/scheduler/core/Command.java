package dev.convoy.scheduler.core;

import dev.convoy.protocol.message.Report;
import dev.convoy.protocol.message.Request;
import java.time.Instant;

/** What can make the scheduler decide something. */
public sealed interface Command {

  /** A client wants something. */
  record Requested(Request request) implements Command {}

  /** A worker said something. */
  record Reported(Report report) implements Command {}

  /** Time went on; said about once a second, for deadlines. */
  record Tick(Instant now) implements Command {}
}

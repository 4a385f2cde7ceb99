package dev.convoy.protocol.message;

/** Anything the services say to each other. Immutable. */
public sealed interface Message permits Request, Work, Report, Control, Fact, Observation {

  /** The experiment it is about, which decides its partition. */
  ExperimentId experimentId();
}

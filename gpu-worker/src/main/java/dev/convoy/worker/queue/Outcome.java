package dev.convoy.worker.queue;

/** How a piece of work ended for the worker that held it. */
public enum Outcome {
  /** It came to an end, good or bad, and that is reported. */
  DONE,
  /** It did not come to its end here; another worker goes on. */
  HANDED_BACK,
  /** Nobody can do this; it goes to the dead letters. */
  REFUSED
}

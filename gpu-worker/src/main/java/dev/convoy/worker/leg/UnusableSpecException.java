package dev.convoy.worker.leg;

/** The engine can't do what a trial's document asks for. */
public final class UnusableSpecException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What was asked for, in the cause's words. */
  public UnusableSpecException(IllegalArgumentException cause) {
    super(cause.getMessage(), cause);
  }
}

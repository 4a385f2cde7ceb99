package dev.convoy.scheduler.loop;

/** The core broke on a record; the state it was applied to is to be dropped. */
final class UndecidableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UndecidableException(Position position, RuntimeException cause) {
    super("Can't decide " + position, cause);
  }
}

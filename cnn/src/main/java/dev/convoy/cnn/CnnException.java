package dev.convoy.cnn;

/**
 * Something that ends a trial but not the process: bad data, a shape that does not fit, a loss that
 * is not finite, memory that ran out. Its message names the file, field or layer and what to do.
 */
public abstract class CnnException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  protected CnnException(String message) {
    super(message);
  }

  protected CnnException(String message, Throwable cause) {
    super(message, cause);
  }
}

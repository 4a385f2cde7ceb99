package dev.convoy.cnn.data;

import dev.convoy.cnn.CnnException;
import java.nio.file.Path;

/** A dataset that is missing, damaged or odd. The message begins with the file it is about. */
public final class DataException extends CnnException {

  private static final long serialVersionUID = 1L;

  public DataException(String message) {
    super(message);
  }

  public DataException(Path file, String reason) {
    super(file + ": " + reason);
  }

  public DataException(Path file, String reason, Throwable cause) {
    super(file + ": " + reason, cause);
  }
}

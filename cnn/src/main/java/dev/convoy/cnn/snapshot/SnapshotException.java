package dev.convoy.cnn.snapshot;

import dev.convoy.cnn.CnnException;
import java.nio.file.Path;

/** A snapshot that is damaged, unfinished or can't be written. The message begins with its file. */
public final class SnapshotException extends CnnException {

  private static final long serialVersionUID = 1L;

  public SnapshotException(Path file, String reason) {
    super(file + ": " + reason);
  }

  public SnapshotException(Path file, String reason, Throwable cause) {
    super(file + ": " + reason, cause);
  }
}

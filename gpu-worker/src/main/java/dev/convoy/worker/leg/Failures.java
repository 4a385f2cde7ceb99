package dev.convoy.worker.leg;

import dev.convoy.cnn.CnnException;
import dev.convoy.cnn.data.DataException;
import dev.convoy.cnn.kernels.DeviceMemoryException;
import dev.convoy.cnn.snapshot.SnapshotException;
import dev.convoy.cnn.train.NonFiniteLossException;
import dev.convoy.protocol.message.Failure;
import dev.convoy.protocol.message.Failure.Kind;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What went wrong, in the protocol's words. */
public final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  /** The failure that anything thrown while computing stands for; a fault of ours is logged too. */
  public static Failure of(Throwable thrown) {
    Failure failure = new Failure(kind(thrown), detail(thrown));
    if (failure.kind() == Kind.INTERNAL) {
      LOG.error("A fault of ours", thrown);
    }
    return failure;
  }

  private static Kind kind(Throwable thrown) {
    return switch (thrown) {
      case NonFiniteLossException e -> Kind.NON_FINITE_LOSS;
      case DeviceMemoryException e -> Kind.OUT_OF_MEMORY;
      case OutOfMemoryError e -> Kind.OUT_OF_MEMORY;
      case DataException e -> Kind.DATA;
      case SnapshotException e -> Kind.IO;
      case UncheckedIOException e -> Kind.IO;
      case CnnException e -> Kind.SPEC;
      case UnusableSpecException e -> Kind.SPEC;
      default -> Kind.INTERNAL;
    };
  }

  private static String detail(Throwable thrown) {
    String message = String.valueOf(thrown.getMessage());
    return kind(thrown) == Kind.INTERNAL || thrown instanceof Error
        ? thrown.getClass().getSimpleName() + ": " + message
        : message;
  }
}

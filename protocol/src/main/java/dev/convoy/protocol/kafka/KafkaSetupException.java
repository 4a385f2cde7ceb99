package dev.convoy.protocol.kafka;

import org.jspecify.annotations.Nullable;

/** The cluster could not be prepared; the message says where and the cause why. */
public final class KafkaSetupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  KafkaSetupException(String message) {
    super(message);
  }

  KafkaSetupException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

package dev.convoy.gateway.http;

import java.time.Duration;

/**
 * What the API puts up with.
 *
 * @param maxBodyBytes of a request; a larger one is refused
 * @param kafkaPatience how long a request may wait for Kafka before it is answered with 503
 * @param heartbeat between two signs of life on a live stream
 */
public record Limits(int maxBodyBytes, Duration kafkaPatience, Duration heartbeat) {

  /** 1 MiB, ten seconds, fifteen seconds. */
  public static final Limits DEFAULT =
      new Limits(1 << 20, Duration.ofSeconds(10), Duration.ofSeconds(15));

  public Limits {
    if (maxBodyBytes < 1) {
      throw new IllegalArgumentException("maxBodyBytes must be positive, but is " + maxBodyBytes);
    }
    requirePositive("kafkaPatience", kafkaPatience);
    requirePositive("heartbeat", heartbeat);
  }

  private static void requirePositive(String name, Duration duration) {
    if (duration.toMillis() < 1) {
      throw new IllegalArgumentException(name + " must be positive, but is " + duration);
    }
  }
}

package dev.convoy.protocol.kafka;

import dev.convoy.protocol.message.ExperimentId;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * The one partitioner: everything of an experiment is in the same partition number of every topic
 * that is keyed by experiment, so that one scheduler owns it whole.
 */
public final class Partitions {

  private Partitions() {}

  /**
   * The partition of an experiment.
   *
   * @param count how many partitions the topic has
   */
  public static int of(ExperimentId experiment, int count) {
    CRC32C checksum = new CRC32C();
    checksum.update(experiment.value().getBytes(StandardCharsets.UTF_8));
    return (int) (checksum.getValue() % count);
  }
}

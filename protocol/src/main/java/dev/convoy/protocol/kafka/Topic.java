package dev.convoy.protocol.kafka;

import java.util.Map;

/** The topics of the mesh; docs/PROTOCOL.md has who writes and who reads each. */
public enum Topic {
  /** What clients want; keyed by experiment. */
  REQUESTS("convoy.requests", Layout.BY_EXPERIMENT, Map.of("retention.ms", "-1")),
  /** The work queue, one partition shared by all workers through a share group. */
  WORK("convoy.work", Layout.ONE_PARTITION, Map.of("retention.ms", "-1")),
  /** Where the queue puts work that was handed out too often; any key order. */
  DEAD_WORK(
      "dlq.convoy.work",
      Layout.ONE_PARTITION,
      Map.of("retention.ms", "-1", "errors.deadletterqueue.group.enable", "true")),
  /** What workers say; keyed by experiment. */
  REPORTS("convoy.reports", Layout.BY_EXPERIMENT, Map.of()),
  /** What every worker hears at once; keyed by experiment. */
  CONTROL("convoy.control", Layout.BY_EXPERIMENT, Map.of("retention.ms", "86400000")),
  /** What happened; keyed by fact, partitioned by experiment, compacted. */
  FACTS("convoy.facts", Layout.BY_EXPERIMENT, Map.of("cleanup.policy", "compact")),
  /** What workers see of networks in training; keyed by trial, partitioned by experiment. */
  OBSERVATIONS(
      "convoy.observations",
      Layout.BY_EXPERIMENT,
      Map.of("cleanup.policy", "compact,delete", "retention.ms", "2592000000"));

  /** The share group that all workers are members of. */
  public static final String WORKERS_GROUP = "convoy.workers";

  /** The consumer group of the schedulers. */
  public static final String SCHEDULERS_GROUP = "convoy.schedulers";

  private final String topicName;
  private final Layout layout;
  private final Map<String, String> configuration;

  Topic(String topicName, Layout layout, Map<String, String> configuration) {
    this.topicName = topicName;
    this.layout = layout;
    this.configuration = configuration;
  }

  public String topicName() {
    return topicName;
  }

  /** How many partitions it has in a mesh with so many for experiments. */
  public int partitions(int experimentPartitions) {
    return switch (layout) {
      case BY_EXPERIMENT -> experimentPartitions;
      case ONE_PARTITION -> 1;
    };
  }

  /** Its settings where they differ from the broker's. */
  public Map<String, String> configuration() {
    return configuration;
  }

  private enum Layout {
    BY_EXPERIMENT,
    ONE_PARTITION
  }
}

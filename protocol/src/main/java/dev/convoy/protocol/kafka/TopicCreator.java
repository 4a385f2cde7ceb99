package dev.convoy.protocol.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Makes the mesh's topics and the settings of the workers' share group, whoever comes first. */
public final class TopicCreator {
  /**
   * Settings of the share group; the lock is renewed while a worker trains. As many records may lie
   * between the oldest leg in training and the newest as a broker allows a group by default.
   */
  private static final Map<String, String> SHARE_GROUP =
      Map.of(
          "share.auto.offset.reset", "earliest",
          "share.isolation.level", "read_committed",
          "share.delivery.count.limit", "5",
          "share.partition.max.record.locks", "4000",
          "errors.deadletterqueue.topic.name", Topic.DEAD_WORK.topicName(),
          "errors.deadletterqueue.copy.record.enable", "true");

  private static final Duration SHORTEST_LOCK = Duration.ofSeconds(1);
  private static final long MILLIS_BETWEEN_TRIES = 100;
  private static final int MOST_TRIES = 300;

  private TopicCreator() {}

  /**
   * Creates what is missing, topics and the workers' share group, and returns once every partition
   * answers. Safe to call from every service at once.
   *
   * @param lock how long a worker's lock on its work lasts unless renewed; a second or more
   * @throws KafkaSetupException if the cluster refuses or can't be reached
   */
  public static void ensure(KafkaSettings kafka, Duration lock) {
    if (lock.compareTo(SHORTEST_LOCK) < 0) {
      throw new IllegalArgumentException(
          "A lock on work must last a second or more, but is to last " + lock);
    }
    setUp(
        kafka,
        admin -> {
          ensureTopics(admin, kafka);
          configureShareGroup(admin, lock);
        });
  }

  /**
   * Creates the topics that are missing, for services that aren't concerned with the share group;
   * otherwise like {@link #ensure}.
   *
   * @throws KafkaSetupException if the cluster refuses or can't be reached
   */
  public static void ensureTopics(KafkaSettings kafka) {
    setUp(kafka, admin -> ensureTopics(admin, kafka));
  }

  private interface Step {
    void with(Admin admin) throws ExecutionException, InterruptedException;
  }

  private static void setUp(KafkaSettings kafka, Step step) {
    Admin admin = Admin.create(kafka.admin());
    try {
      step.with(admin);
    } catch (ExecutionException e) {
      throw new KafkaSetupException(
          "Can't set up the topics at " + kafka.bootstrapServers(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaSetupException("Interrupted while setting up the topics", e);
    } finally {
      admin.close(Duration.ZERO); // with more patience it waits for calls that nobody waits for
    }
  }

  private static void ensureTopics(Admin admin, KafkaSettings kafka)
      throws ExecutionException, InterruptedException {
    for (Topic topic : Topic.values()) {
      create(admin, topic, kafka);
    }
    awaitLeaders(admin, kafka);
  }

  private static void create(Admin admin, Topic topic, KafkaSettings kafka)
      throws ExecutionException, InterruptedException {
    NewTopic wanted =
        new NewTopic(
                topic.topicName(),
                topic.partitions(kafka.experimentPartitions()),
                kafka.replication())
            .configs(topic.configuration());
    try {
      admin.createTopics(List.of(wanted)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  /**
   * Before Kafka 4.5 createTopics returns before the brokers have the partitions, and an idempotent
   * producer that sends at once can get stuck (KAFKA-15591). Asking every leader for its end offset
   * waits for them; a broker that hasn't heard of the topic yet is asked again.
   */
  private static void awaitLeaders(Admin admin, KafkaSettings kafka)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> all = new HashMap<>();
    Stream.of(Topic.values())
        .flatMap(
            topic ->
                IntStream.range(0, topic.partitions(kafka.experimentPartitions()))
                    .mapToObj(partition -> new TopicPartition(topic.topicName(), partition)))
        .forEach(partition -> all.put(partition, OffsetSpec.latest()));
    int tries = 1;
    while (!answered(admin, kafka, all, tries)) {
      tries++;
      Thread.sleep(MILLIS_BETWEEN_TRIES);
    }
  }

  private static boolean answered(
      Admin admin, KafkaSettings kafka, Map<TopicPartition, OffsetSpec> all, int tries)
      throws ExecutionException, InterruptedException {
    try {
      requirePartitions(admin, kafka);
      admin.listOffsets(all).all().get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException && tries < MOST_TRIES) {
        return false;
      }
      throw e;
    }
  }

  /** With another number of partitions than its peers a service would look in the wrong ones. */
  private static void requirePartitions(Admin admin, KafkaSettings kafka)
      throws ExecutionException, InterruptedException {
    List<String> names = Stream.of(Topic.values()).map(Topic::topicName).toList();
    Map<String, TopicDescription> found = admin.describeTopics(names).allTopicNames().get();
    for (Topic topic : Topic.values()) {
      int wanted = topic.partitions(kafka.experimentPartitions());
      int present = Objects.requireNonNull(found.get(topic.topicName())).partitions().size();
      if (present != wanted) {
        throw new KafkaSetupException(
            "Topic %s at %s has %d partitions, but %d are configured; the number is fixed for the life of a cluster"
                .formatted(topic.topicName(), kafka.bootstrapServers(), present, wanted));
      }
    }
  }

  private static void configureShareGroup(Admin admin, Duration lock)
      throws ExecutionException, InterruptedException {
    Map<String, String> settings = new HashMap<>(SHARE_GROUP);
    settings.put("share.record.lock.duration.ms", Long.toString(lock.toMillis()));
    List<AlterConfigOp> operations =
        settings.entrySet().stream()
            .map(
                setting ->
                    new AlterConfigOp(
                        new ConfigEntry(setting.getKey(), setting.getValue()),
                        AlterConfigOp.OpType.SET))
            .toList();
    ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, Topic.WORKERS_GROUP);
    admin.incrementalAlterConfigs(Map.of(group, operations)).all().get();
  }
}

package dev.convoy.protocol.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.broker.EmbeddedKafka;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One broker for all, because a start takes seconds; the first test finds it without topics. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TopicCreatorTest {
  private static final Duration LOCK = Duration.ofSeconds(5);

  @TempDir private static Path folder;
  private static EmbeddedKafka broker;
  private static KafkaSettings kafka;

  @BeforeAll
  static void start() throws IOException {
    broker = EmbeddedKafka.start(folder, 0);
    kafka = KafkaSettings.local(broker.bootstrapServers());
  }

  @AfterAll
  static void stop() throws IOException {
    broker.close();
  }

  @Test
  @Order(1)
  void fourServicesAtOnceMakeEveryTopicAsItShouldBe() throws Exception {
    try (ExecutorService services = Executors.newFixedThreadPool(4)) {
      List<Future<?>> starts =
          IntStream.range(0, 4)
              .<Future<?>>mapToObj(
                  service -> services.submit(() -> TopicCreator.ensure(kafka, LOCK)))
              .toList();
      for (Future<?> start : starts) {
        start.get();
      }
    }

    try (Admin admin = Admin.create(kafka.admin())) {
      assertThat(partitions(admin))
          .containsOnly(
              Map.entry("convoy.requests", 4),
              Map.entry("convoy.work", 1),
              Map.entry("dlq.convoy.work", 1),
              Map.entry("convoy.reports", 4),
              Map.entry("convoy.control", 4),
              Map.entry("convoy.facts", 4),
              Map.entry("convoy.observations", 4));
      for (Topic topic : Topic.values()) {
        assertThat(settings(admin, ConfigResource.Type.TOPIC, topic.topicName()))
            .as(topic.topicName())
            .containsAllEntriesOf(topic.configuration());
      }
    }
  }

  @Test
  @Order(2)
  void theShareGroupLocksRetriesAndBuriesAsConfigured() throws Exception {
    TopicCreator.ensure(kafka, LOCK);

    try (Admin admin = Admin.create(kafka.admin())) {
      assertThat(settings(admin, ConfigResource.Type.GROUP, Topic.WORKERS_GROUP))
          .contains(
              Map.entry("share.auto.offset.reset", "earliest"),
              Map.entry("share.isolation.level", "read_committed"),
              Map.entry("share.delivery.count.limit", "5"),
              Map.entry("share.partition.max.record.locks", "4000"),
              Map.entry("share.record.lock.duration.ms", "5000"),
              Map.entry("errors.deadletterqueue.topic.name", "dlq.convoy.work"),
              Map.entry("errors.deadletterqueue.copy.record.enable", "true"));
    }
  }

  @Test
  @Order(3)
  void workThatIsRejectedComesToTheDeadWork() throws Exception {
    TopicCreator.ensure(kafka, LOCK);
    try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(kafka.producer())) {
      byte[] poison = "poison".getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>(Topic.WORK.topicName(), "exp", poison)).get();
    }

    try (KafkaShareConsumer<String, byte[]> worker =
        new KafkaShareConsumer<>(kafka.shareConsumer())) {
      worker.subscribe(List.of(Topic.WORK.topicName()));
      worker.acknowledge(take(worker), AcknowledgeType.REJECT);
      worker.commitSync();
    }

    ConsumerRecord<String, byte[]> dead = firstOf(Topic.DEAD_WORK);
    assertThat(dead.key()).isEqualTo("exp");
    assertThat(dead.value()).asString(StandardCharsets.UTF_8).isEqualTo("poison");
  }

  @Test
  @Order(4)
  void aServiceConfiguredForOtherPartitionsIsRefused() {
    TopicCreator.ensure(kafka, LOCK);
    KafkaSettings other = new KafkaSettings(kafka.bootstrapServers(), 2, (short) 1, Map.of());

    assertThatThrownBy(() -> TopicCreator.ensureTopics(other))
        .isInstanceOf(KafkaSetupException.class)
        .hasMessage(
            "Topic convoy.requests at %s has 4 partitions, but 2 are configured; the number is fixed for the life of a cluster"
                .formatted(kafka.bootstrapServers()));
  }

  private static ConsumerRecord<String, byte[]> take(KafkaShareConsumer<String, byte[]> worker) {
    while (true) {
      for (ConsumerRecord<String, byte[]> taken : worker.poll(Duration.ofSeconds(1))) {
        return taken;
      }
    }
  }

  private static ConsumerRecord<String, byte[]> firstOf(Topic topic) {
    try (KafkaConsumer<String, byte[]> reader = new KafkaConsumer<>(kafka.consumer())) {
      reader.assign(List.of(new TopicPartition(topic.topicName(), 0)));
      while (true) {
        for (ConsumerRecord<String, byte[]> found : reader.poll(Duration.ofSeconds(1))) {
          return found;
        }
      }
    }
  }

  private static Map<String, Integer> partitions(Admin admin)
      throws ExecutionException, InterruptedException {
    List<String> names = Stream.of(Topic.values()).map(Topic::topicName).toList();
    return admin.describeTopics(names).allTopicNames().get().values().stream()
        .collect(Collectors.toMap(TopicDescription::name, topic -> topic.partitions().size()));
  }

  private static Map<String, String> settings(Admin admin, ConfigResource.Type type, String name)
      throws ExecutionException, InterruptedException {
    ConfigResource resource = new ConfigResource(type, name);
    Map<ConfigResource, Config> found = admin.describeConfigs(List.of(resource)).all().get();

    return found.values().stream()
        .flatMap(config -> config.entries().stream())
        .filter(entry -> entry.value() != null)
        .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
  }
}

package dev.convoy.gateway;

import dev.convoy.broker.EmbeddedKafka;
import dev.convoy.protocol.codec.MalformedMessageException;
import dev.convoy.protocol.codec.MessageCodec;
import dev.convoy.protocol.kafka.KafkaSettings;
import dev.convoy.protocol.kafka.Partitions;
import dev.convoy.protocol.kafka.Topic;
import dev.convoy.protocol.kafka.TopicCreator;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Observation;
import dev.convoy.protocol.message.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** A real broker, and the scheduler's part in it: facts written in transactions. */
final class Mesh implements AutoCloseable {
  private static final MessageCodec<Request> REQUESTS = MessageCodec.of(Request.class);
  private static final MessageCodec<Fact> FACTS = MessageCodec.of(Fact.class);

  private final EmbeddedKafka broker;
  private final KafkaSettings kafka;
  private final KafkaProducer<String, byte[]> scheduler;

  private Mesh(EmbeddedKafka broker) {
    this.broker = broker;
    this.kafka = KafkaSettings.local(broker.bootstrapServers());
    Map<String, Object> settings = new HashMap<>(kafka.producer());
    settings.put("transactional.id", "scheduler");
    this.scheduler = new KafkaProducer<>(settings);
  }

  static Mesh start(Path folder) throws IOException {
    return start(folder, 0);
  }

  /** A mesh over a folder that may have been used before. */
  static Mesh start(Path folder, int port) throws IOException {
    Mesh mesh = new Mesh(EmbeddedKafka.start(folder, port));
    TopicCreator.ensureTopics(mesh.kafka);
    mesh.scheduler.initTransactions();
    return mesh;
  }

  int port() {
    return Integer.parseInt(kafka.bootstrapServers().split(":", 2)[1]);
  }

  KafkaSettings kafka() {
    return kafka;
  }

  /** Writes facts in one transaction. */
  void write(List<Fact> facts) {
    scheduler.beginTransaction();
    send(facts);
    scheduler.commitTransaction();
  }

  /** Writes what a worker saw. */
  void write(Observation observation) {
    int partition = Partitions.of(observation.experimentId(), kafka.experimentPartitions());
    byte[] value = MessageCodec.of(Observation.class).encode(observation);
    scheduler.beginTransaction();
    Future<RecordMetadata> _ = // the commit fails if this does
        scheduler.send(
            new ProducerRecord<>(
                Topic.OBSERVATIONS.topicName(), partition, observation.key(), value));
    scheduler.commitTransaction();
  }

  /** Writes facts that never happened, as a scheduler does that loses its partition. */
  void writeAborted(List<Fact> facts) {
    scheduler.beginTransaction();
    send(facts);
    scheduler.flush();
    scheduler.abortTransaction();
  }

  private void send(List<Fact> facts) {
    for (Fact fact : facts) {
      int partition = Partitions.of(fact.experimentId(), kafka.experimentPartitions());
      Future<RecordMetadata> _ = // the commit fails if this does
          scheduler.send(
              new ProducerRecord<>(
                  Topic.FACTS.topicName(), partition, fact.key(), FACTS.encode(fact)));
    }
  }

  /** All requests that stand in Kafka now. */
  List<Request> requests() throws MalformedMessageException {
    List<TopicPartition> partitions =
        IntStream.range(0, kafka.experimentPartitions())
            .mapToObj(partition -> new TopicPartition(Topic.REQUESTS.topicName(), partition))
            .toList();
    List<Request> requests = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(kafka.consumer())) {
      consumer.assign(partitions);
      long ends = sum(consumer.endOffsets(partitions).values().stream());
      while (sum(partitions.stream().map(consumer::position)) < ends) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          requests.add(REQUESTS.decode(record.value()));
        }
      }
    }
    return requests;
  }

  private static long sum(Stream<Long> offsets) {
    return offsets.mapToLong(Long::longValue).sum();
  }

  @Override
  public void close() throws IOException {
    scheduler.close();
    broker.close();
  }
}

package dev.convoy.scheduler.loop;

import dev.convoy.broker.EmbeddedKafka;
import dev.convoy.protocol.codec.MalformedMessageException;
import dev.convoy.protocol.codec.MessageCodec;
import dev.convoy.protocol.kafka.KafkaSettings;
import dev.convoy.protocol.kafka.Partitions;
import dev.convoy.protocol.kafka.Topic;
import dev.convoy.protocol.kafka.TopicCreator;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Message;
import dev.convoy.protocol.message.Report;
import dev.convoy.protocol.message.Request;
import dev.convoy.protocol.spec.ExperimentSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** A real broker with the mesh's topics, and the gateway's and the reader's side of them. */
final class TestMesh implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final EmbeddedKafka broker;
  private final KafkaSettings kafka;
  private final Producer<String, byte[]> producer;

  private TestMesh(EmbeddedKafka broker) {
    this.broker = broker;
    this.kafka = KafkaSettings.local(broker.bootstrapServers());
    TopicCreator.ensure(kafka, Duration.ofSeconds(2));
    this.producer = new KafkaProducer<>(kafka.producer());
  }

  static TestMesh start(Path folder) throws IOException {
    return new TestMesh(EmbeddedKafka.start(folder, 0));
  }

  KafkaSettings kafka() {
    return kafka;
  }

  void submit(ExperimentId id, ExperimentSpec spec) {
    send(
        Topic.REQUESTS,
        id,
        MessageCodec.of(Request.class)
            .encode(new Request.SubmitExperiment(id, spec, Instant.now())));
  }

  void cancel(ExperimentId id) {
    send(
        Topic.REQUESTS,
        id,
        MessageCodec.of(Request.class).encode(new Request.CancelExperiment(id, Instant.now())));
  }

  void report(Report report) {
    send(Topic.REPORTS, report.experimentId(), MessageCodec.of(Report.class).encode(report));
  }

  /** Writes what is no message at all where messages of the experiment belong. */
  void garble(Topic topic, ExperimentId id) {
    send(topic, id, new byte[] {1, 2, 3});
  }

  private void send(Topic topic, ExperimentId id, byte[] value) {
    int partition = Partitions.of(id, kafka.experimentPartitions());
    try {
      producer.send(new ProducerRecord<>(topic.topicName(), partition, id.value(), value)).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The experiment's facts up to the first that fits. */
  List<Fact> factsUntil(ExperimentId id, Predicate<Fact> last) {
    return until(Topic.FACTS, MessageCodec.of(Fact.class), id, last);
  }

  /** The experiment's messages in a topic up to the first that fits. */
  <M extends Message> List<M> until(
      Topic topic, MessageCodec<M> codec, ExperimentId id, Predicate<M> last) {
    List<M> found = new ArrayList<>();
    try (Consumer<String, byte[]> consumer = reader(topic)) {
      Instant end = Instant.now().plus(PATIENCE);
      while (Instant.now().isBefore(end)) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          M message = codec.decode(record.value());
          if (message.experimentId().equals(id)) {
            found.add(message);
            if (last.test(message)) {
              return found;
            }
          }
        }
      }
    } catch (MalformedMessageException e) {
      throw new IllegalStateException(e);
    }
    throw new AssertionError("What was waited for didn't come; there is " + found);
  }

  /** Reads a topic from its beginning, outside of any group. */
  Consumer<String, byte[]> reader(Topic topic) {
    Consumer<String, byte[]> consumer = new KafkaConsumer<>(kafka.consumer());
    int partitions = consumer.partitionsFor(topic.topicName()).size();
    consumer.assign(
        IntStream.range(0, partitions)
            .mapToObj(partition -> new TopicPartition(topic.topicName(), partition))
            .toList());
    return consumer;
  }

  @Override
  public void close() throws IOException {
    producer.close();
    broker.close();
  }
}

package dev.convoy.worker;

import dev.convoy.broker.EmbeddedKafka;
import dev.convoy.cnn.data.DataHome;
import dev.convoy.cnn.device.Device;
import dev.convoy.metrics.Observability;
import dev.convoy.protocol.codec.MessageCodec;
import dev.convoy.protocol.kafka.KafkaSettings;
import dev.convoy.protocol.kafka.Partitions;
import dev.convoy.protocol.kafka.Topic;
import dev.convoy.protocol.kafka.TopicCreator;
import dev.convoy.protocol.kafka.TopicReader;
import dev.convoy.protocol.message.Control;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.Observation;
import dev.convoy.protocol.message.Report;
import dev.convoy.protocol.message.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** A real broker with everything a worker talks to, seen from the scheduler's side. */
final class Mesh implements AutoCloseable {
  static final Duration LOCK = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final EmbeddedKafka broker;
  private final KafkaSettings kafka;
  private final KafkaProducer<String, byte[]> producer;
  private final TopicReader<Report> reader;
  private final List<Report> reports = new ArrayList<>();
  private final TopicReader<Observation> observer;
  private final List<Observation> observations = new ArrayList<>();

  private Mesh(EmbeddedKafka broker) {
    this.broker = broker;
    this.kafka = KafkaSettings.local(broker.bootstrapServers());
    TopicCreator.ensure(kafka, LOCK);
    this.producer = new KafkaProducer<>(kafka.producer());
    this.reader =
        TopicReader.start(
            kafka,
            new TopicReader.Subscription<>(Topic.REPORTS, Report.class, TopicReader.From.BEGINNING),
            this::add,
            "test-reports");
    this.observer =
        TopicReader.start(
            kafka,
            new TopicReader.Subscription<>(
                Topic.OBSERVATIONS, Observation.class, TopicReader.From.BEGINNING),
            this::add,
            "test-observations");
  }

  static Mesh start(Path folder) throws IOException {
    return new Mesh(EmbeddedKafka.start(folder, 0));
  }

  /** Of a worker that keeps what it saves and downloads in a folder. */
  WorkerConfig config(String name, Path folder) {
    return new WorkerConfig(
        name,
        kafka,
        folder.resolve("snapshots"),
        new DataHome(Optional.empty(), folder.resolve("cache")),
        LOCK);
  }

  /** Starts a worker on one thread of the CPU; the id by which it is undeployed. */
  static String deploy(Observability observability, WorkerConfig config) {
    return observability
        .vertx()
        .deployVerticle(new WorkerVerticle(observability, config, Device.cpu(1)))
        .await();
  }

  KafkaSettings kafka() {
    return kafka;
  }

  void order(Work work) throws Exception {
    order(MessageCodec.of(Work.class).encode(work));
  }

  void order(byte[] work) throws Exception {
    producer.send(new ProducerRecord<>(Topic.WORK.topicName(), 0, "key", work)).get();
  }

  void tell(Control control) throws Exception {
    int partition = Partitions.of(control.experimentId(), kafka.experimentPartitions());
    byte[] value = MessageCodec.of(Control.class).encode(control);
    producer.send(new ProducerRecord<>(Topic.CONTROL.topicName(), partition, "key", value)).get();
  }

  private synchronized void add(Report report) {
    reports.add(report);
    notifyAll();
  }

  private synchronized void add(Observation observation) {
    observations.add(observation);
    notifyAll();
  }

  /** Waits until a trial's start was observed. */
  Observation.StartObserved awaitStart(ExperimentId experiment, int trial)
      throws InterruptedException {
    return awaitObservation(
        experiment, Observation.StartObserved.class, start -> start.trial() == trial);
  }

  /** Waits until an epoch of a trial was observed. */
  Observation.EpochObserved awaitObserved(ExperimentId experiment, int trial, int epoch)
      throws InterruptedException {
    return awaitObservation(
        experiment,
        Observation.EpochObserved.class,
        seen -> seen.trial() == trial && seen.epoch() == epoch);
  }

  private synchronized <O extends Observation> O awaitObservation(
      ExperimentId experiment, Class<O> type, Predicate<O> holds) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      for (O observation : observed(experiment, type)) {
        if (holds.test(observation)) {
          return observation;
        }
      }
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError(
            "No such %s among %s".formatted(type.getSimpleName(), observations));
      }
      wait(left);
    }
  }

  /** The observations of a kind about an experiment so far. */
  synchronized <O extends Observation> List<O> observed(ExperimentId experiment, Class<O> type) {
    return observations.stream()
        .filter(observation -> observation.experimentId().equals(experiment))
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  /** Waits for the first report of a kind about an experiment. */
  <R extends Report> R await(ExperimentId experiment, Class<R> type) throws InterruptedException {
    return await(experiment, type, report -> true);
  }

  /** Waits for the first report of a kind about an experiment for which something holds. */
  synchronized <R extends Report> R await(
      ExperimentId experiment, Class<R> type, Predicate<R> holds) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      for (R report : about(experiment, type)) {
        if (holds.test(report)) {
          return report;
        }
      }
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("No such %s among %s".formatted(type.getSimpleName(), reports));
      }
      wait(left);
    }
  }

  /** The reports of a kind about an experiment so far. */
  synchronized <R extends Report> List<R> about(ExperimentId experiment, Class<R> type) {
    return reports.stream()
        .filter(report -> report.experimentId().equals(experiment))
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  /** Waits for the first dead letter and returns its value. */
  byte[] awaitDeadLetter() {
    try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(kafka.consumer())) {
      consumer.assign(List.of(new TopicPartition(Topic.DEAD_WORK.topicName(), 0)));
      for (ConsumerRecord<String, byte[]> record : consumer.poll(PATIENCE)) {
        return record.value();
      }
      throw new AssertionError("No dead letter came");
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
    observer.close();
    producer.close();
    broker.close();
  }
}

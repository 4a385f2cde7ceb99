package dev.convoy.standalone.bench;

import dev.convoy.protocol.codec.MessageCodec;
import dev.convoy.protocol.kafka.KafkaSettings;
import dev.convoy.protocol.kafka.Partitions;
import dev.convoy.protocol.kafka.Topic;
import dev.convoy.protocol.message.Request;
import dev.convoy.protocol.spec.InvalidExperimentException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** One run of the benchmark over an empty mesh. */
final class SchedulerRun implements AutoCloseable {
  private static final int LOOKS = 20;

  private final KafkaSettings kafka;
  private final SchedulerLoad load;
  private final Duration lock;
  private final TopicPartition reports;
  private final Admin admin;
  private final SentReports sent;
  private final Stops stops;
  private final FactCounter facts;
  private final List<Crew> crews = new ArrayList<>();
  private final Growth growth = new Growth();
  private final CompletableFuture<Void> nearTheEnd = new CompletableFuture<>();
  private final long begun = System.nanoTime();
  private volatile SchedulerProcess scheduler;

  SchedulerRun(KafkaSettings kafka, SchedulerLoad load, Duration lock) throws IOException {
    this.kafka = kafka;
    this.load = load;
    this.lock = lock;
    int partition = Partitions.of(SchedulerLoad.ID, kafka.experimentPartitions());
    reports = new TopicPartition(Topic.REPORTS.topicName(), partition);
    admin = Admin.create(kafka.admin());
    sent = new SentReports(load);
    stops = Stops.listen(kafka, load);
    scheduler = SchedulerProcess.start(kafka, lock);
    facts = FactCounter.start(kafka, load, this::look);
  }

  SchedulerFigures measure() throws IOException, InvalidExperimentException, InterruptedException {
    submit();
    Crew.Ship ship = new Crew.Ship(kafka, load, stops, sent);
    IntStream.range(0, load.crews()).forEach(number -> crews.add(Crew.start(ship, number)));
    await(nearTheEnd);
    int[] stoppedInPeace = stops.trials().toArray();
    double recoverySeconds = recover();
    await(facts.end());
    requireExactly();
    return figures(millisToStop(stoppedInPeace), recoverySeconds);
  }

  private void submit() throws InvalidExperimentException {
    Request submit = new Request.SubmitExperiment(SchedulerLoad.ID, load.spec(), Instant.now());
    try (Producer<String, byte[]> producer = new KafkaProducer<>(kafka.producer())) {
      producer.send(
          new ProducerRecord<>(
              Topic.REQUESTS.topicName(),
              reports.partition(),
              SchedulerLoad.ID.value(),
              MessageCodec.of(Request.class).encode(submit)));
    }
  }

  private void await(CompletableFuture<?> moment) {
    CompletableFuture.anyOf(moment, scheduler.onExit().thenRun(() -> fail()), facts.end()).join();
  }

  private static void fail() {
    throw new IllegalStateException("The scheduler ended by itself");
  }

  /** Called whenever a trial has ended. */
  private void look(int ended) {
    int each = load.trials() / LOOKS;
    if (ended % each == 0 && !nearTheEnd.isDone()) {
      growth.add(sample(ended));
      if (ended >= (LOOKS - 1) * each) {
        nearTheEnd.complete(null);
      }
    }
  }

  private Growth.Sample sample(int ended) {
    try {
      return new Growth.Sample(
          ended,
          decided(),
          (System.nanoTime() - begun) / 1e9,
          scheduler.processorTime(),
          scheduler.residentMiB());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reports decided: those that the scheduler has committed, for nobody else writes between. */
  private long decided() {
    OffsetAndMetadata next =
        admin
            .listConsumerGroupOffsets(Topic.SCHEDULERS_GROUP)
            .partitionsToOffsetAndMetadata()
            .toCompletionStage()
            .toCompletableFuture()
            .join()
            .get(reports);
    return next == null ? 0 : next.offset();
  }

  private double recover() throws IOException, InterruptedException {
    scheduler.kill();
    CompletableFuture<Long> firstDecision = facts.firstFromNow();
    scheduler = SchedulerProcess.start(kafka, lock);
    await(firstDecision);
    return (firstDecision.join() - scheduler.startedNanos()) / 1e9;
  }

  /** From the last report that counted to the stop, ascending. */
  private double[] millisToStop(int[] trials) {
    return IntStream.of(trials)
        .mapToDouble(trial -> (stops.nanos(trial) - sent.nanos(trial, facts.epochs(trial))) / 1e6)
        .sorted()
        .toArray();
  }

  private void requireExactly() {
    if (facts.created() != load.trials() || facts.ended() != load.trials()) {
      throw new IllegalStateException(
          "%d trials were created and %d ended, not %d"
              .formatted(facts.created(), facts.ended(), load.trials()));
    }
  }

  private SchedulerFigures figures(double[] stopMillis, double recoverySeconds) {
    return new SchedulerFigures(
        load.trials(),
        load.epochs(),
        load.workers(),
        growth.whole().reportsPerSecond(),
        stopMillis.length,
        quantile(stopMillis, 0.5),
        quantile(stopMillis, 0.99),
        growth.first().microsPerReport(),
        growth.last().microsPerReport(),
        recoverySeconds,
        growth.last().residentMiB(),
        growth.tenths());
  }

  private static double quantile(double[] ascending, double share) {
    return ascending.length == 0
        ? Double.NaN
        : ascending[(int) Math.ceil(share * ascending.length) - 1];
  }

  @Override
  public void close() {
    crews.forEach(Crew::close);
    scheduler.close();
    facts.close();
    stops.close();
    admin.close(Duration.ZERO);
  }
}

package dev.convoy.scheduler.loop;

import dev.convoy.protocol.codec.MalformedMessageException;
import dev.convoy.protocol.codec.MessageCodec;
import dev.convoy.protocol.kafka.Partitions;
import dev.convoy.protocol.kafka.Topic;
import dev.convoy.protocol.message.Attempt;
import dev.convoy.protocol.message.Failure;
import dev.convoy.protocol.message.Report;
import dev.convoy.protocol.message.Work;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns work that the queue gave up into reports of its failure, keyed by experiment, because the
 * dead-letter topic's partitions don't follow the key. A report may be sent twice; the core doesn't
 * mind.
 */
final class DeadWorkSession implements SessionThread.Session {
  private static final Logger LOG = LoggerFactory.getLogger(DeadWorkSession.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final String DELIVERIES = "__dlq.errors.delivery.count";

  private final MessageCodec<Work> work = MessageCodec.of(Work.class);
  private final MessageCodec<Report> reports = MessageCodec.of(Report.class);
  private final Clients clients;
  private final SchedulerMeters meters;

  DeadWorkSession(Clients clients, SchedulerMeters meters) {
    this.clients = clients;
    this.meters = meters;
  }

  @Override
  public void serve(SessionThread host) {
    try (Consumer<String, byte[]> consumer = clients.deadWork();
        Producer<String, byte[]> producer = clients.reports()) {
      consumer.subscribe(List.of(Topic.DEAD_WORK.topicName()));
      while (host.isRunning()) {
        ConsumerRecords<String, byte[]> dead = consumer.poll(POLL);
        host.serving();
        if (!dead.isEmpty()) {
          forward(dead, producer);
          consumer.commitSync();
        }
      }
      consumer.close(
          CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
    }
  }

  /** Returns once every report is written; throws if one is not. */
  private void forward(ConsumerRecords<String, byte[]> dead, Producer<String, byte[]> producer) {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : dead) {
      report(record).ifPresent(report -> sent.add(producer.send(addressed(report))));
    }
    producer.flush();
    sent.forEach(Future::resultNow);
  }

  private Optional<Report> report(ConsumerRecord<String, byte[]> record) {
    try {
      return Optional.of(report(work.decode(record.value()), record));
    } catch (MalformedMessageException | RuntimeException e) {
      meters.skipped.increment();
      LOG.error("Skipped {}: {}", Position.of(record), e.getMessage());
      return Optional.empty();
    }
  }

  private static Report report(Work dead, ConsumerRecord<String, byte[]> record) {
    Instant at = Instant.ofEpochMilli(record.timestamp());
    int deliveries = deliveries(record);
    Failure lost =
        new Failure(
            Failure.Kind.LOST,
            "no worker brought it to an end in %d deliveries".formatted(deliveries));
    return switch (dead) {
      case Work.TrainLeg leg ->
          new Report.LegFailed(
              leg.experimentId(),
              leg.trial(),
              new Attempt(leg.leg().number(), leg.leg().restart(), deliveries),
              lost,
              at);
      case Work.RunCheck check ->
          new Report.CheckFailed(check.experimentId(), check.check(), check.restart(), lost, at);
      case Work.BuildEnsemble ensemble ->
          new Report.EnsembleFailed(ensemble.experimentId(), ensemble.restart(), lost, at);
    };
  }

  private static int deliveries(ConsumerRecord<String, byte[]> record) {
    Header header = record.headers().lastHeader(DELIVERIES);
    if (header == null) {
      throw new IllegalArgumentException("The dead letter has no header " + DELIVERIES);
    }
    return Integer.parseInt(new String(header.value(), StandardCharsets.UTF_8));
  }

  private ProducerRecord<String, byte[]> addressed(Report report) {
    return new ProducerRecord<>(
        Topic.REPORTS.topicName(),
        Partitions.of(report.experimentId(), clients.kafka().experimentPartitions()),
        report.experimentId().value(),
        reports.encode(report));
  }
}

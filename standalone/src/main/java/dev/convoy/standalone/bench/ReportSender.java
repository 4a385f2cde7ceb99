package dev.convoy.standalone.bench;

import dev.convoy.protocol.codec.MessageCodec;
import dev.convoy.protocol.kafka.KafkaSettings;
import dev.convoy.protocol.kafka.Partitions;
import dev.convoy.protocol.kafka.Topic;
import dev.convoy.protocol.message.Attempt;
import dev.convoy.protocol.message.EnsembleScore;
import dev.convoy.protocol.message.Report;
import dev.convoy.protocol.message.Work;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Sends a crew's reports as workers do, each acknowledged by all replicas. Not thread-safe. */
final class ReportSender implements AutoCloseable {
  private final MessageCodec<Report> codec = MessageCodec.of(Report.class);
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private final Producer<String, byte[]> producer;
  private final int partitions;
  private final SentReports sent;

  ReportSender(KafkaSettings kafka, SentReports sent) {
    this.producer = new KafkaProducer<>(kafka.producer());
    this.partitions = kafka.experimentPartitions();
    this.sent = sent;
  }

  void started(Work.TrainLeg leg, Attempt attempt) {
    send(
        new Report.LegStarted(
            leg.experimentId(), leg.trial(), attempt, "synthetic", "none", Instant.now()));
  }

  void epoch(Work.TrainLeg leg, Attempt attempt, int epoch) {
    sent.sending(leg.trial(), epoch);
    send(
        new Report.EpochCompleted(
            leg.experimentId(),
            leg.trial(),
            attempt,
            epoch,
            SyntheticTrial.metrics(leg.trial(), epoch),
            Optional.of(SyntheticTrial.snapshot(leg.experimentId(), leg.trial(), epoch)),
            Instant.now()));
  }

  void completed(Work.TrainLeg leg, Attempt attempt) {
    send(new Report.LegCompleted(leg.experimentId(), leg.trial(), attempt, Instant.now()));
  }

  void stopped(Work.TrainLeg leg, Attempt attempt) {
    send(new Report.LegStopped(leg.experimentId(), leg.trial(), attempt, Instant.now()));
  }

  void built(Work.BuildEnsemble ensemble) {
    send(
        new Report.EnsembleBuilt(
            ensemble.experimentId(),
            ensemble.restart(),
            new EnsembleScore(List.of(), 0.9),
            Instant.now()));
  }

  /** What fails is remembered by the callback. */
  @SuppressWarnings("FutureReturnValueIgnored")
  private void send(Report report) {
    producer.send(
        new ProducerRecord<>(
            Topic.REPORTS.topicName(),
            Partitions.of(report.experimentId(), partitions),
            report.experimentId().value(),
            codec.encode(report)),
        (metadata, e) -> {
          if (e != null) {
            failure.set(e);
          }
        });
  }

  /** Returns once the broker has everything sent so far. */
  void awaitAcknowledgements() {
    producer.flush();
    Exception e = failure.get();
    if (e != null) {
      throw new IllegalStateException("A report was lost", e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}

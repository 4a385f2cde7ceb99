package dev.convoy.worker.mesh;

import dev.convoy.protocol.codec.MessageCodec;
import dev.convoy.protocol.kafka.KafkaSettings;
import dev.convoy.protocol.kafka.Partitions;
import dev.convoy.protocol.kafka.Topic;
import dev.convoy.protocol.message.Report;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Writes the worker's reports, each before the next. Thread-safe. */
public final class Reporter implements AutoCloseable {
  private static final MessageCodec<Report> CODEC = MessageCodec.of(Report.class);

  private final KafkaProducer<String, byte[]> producer;
  private final int partitions;

  public Reporter(KafkaSettings kafka) {
    this.producer = new KafkaProducer<>(kafka.producer());
    this.partitions = kafka.experimentPartitions();
  }

  /**
   * Returns once Kafka has the report for good.
   *
   * @throws ReportLostException if it may not have it
   */
  public void send(Report report) {
    String key = report.experimentId().value();
    int partition = Partitions.of(report.experimentId(), partitions);
    try {
      producer
          .send(
              new ProducerRecord<>(Topic.REPORTS.topicName(), partition, key, CODEC.encode(report)))
          .get();
    } catch (ExecutionException | KafkaException e) {
      throw new ReportLostException(report, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ReportLostException(report, e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}

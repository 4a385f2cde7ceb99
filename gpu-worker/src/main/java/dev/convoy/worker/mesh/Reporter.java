package dev.convoy.worker.mesh;

import dev.convoy.protocol.codec.MessageCodec;
import dev.convoy.protocol.kafka.KafkaSettings;
import dev.convoy.protocol.kafka.Partitions;
import dev.convoy.protocol.kafka.Topic;
import dev.convoy.protocol.message.Message;
import dev.convoy.protocol.message.Observation;
import dev.convoy.protocol.message.Report;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Writes the worker's reports and observations, each before the next. Thread-safe. */
public final class Reporter implements AutoCloseable {
  private static final MessageCodec<Report> REPORTS = MessageCodec.of(Report.class);
  private static final MessageCodec<Observation> OBSERVATIONS = MessageCodec.of(Observation.class);

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
    send(Topic.REPORTS, report.experimentId().value(), report, REPORTS.encode(report));
  }

  /**
   * Returns once Kafka has the observation for good.
   *
   * @throws ReportLostException if it may not have it
   */
  public void send(Observation observation) {
    send(Topic.OBSERVATIONS, observation.key(), observation, OBSERVATIONS.encode(observation));
  }

  private void send(Topic topic, String key, Message message, byte[] bytes) {
    int partition = Partitions.of(message.experimentId(), partitions);
    try {
      producer.send(new ProducerRecord<>(topic.topicName(), partition, key, bytes)).get();
    } catch (ExecutionException | KafkaException e) {
      throw new ReportLostException(message, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ReportLostException(message, e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}

package dev.convoy.metrics.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.broker.EmbeddedKafka;
import dev.convoy.metrics.Observability;
import dev.convoy.metrics.WatchVerticle;
import dev.convoy.protocol.codec.MessageCodec;
import dev.convoy.protocol.kafka.KafkaSettings;
import dev.convoy.protocol.kafka.Partitions;
import dev.convoy.protocol.kafka.Topic;
import dev.convoy.protocol.kafka.TopicCreator;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Observation;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ExporterVerticleTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final MessageCodec<Fact> CODEC = MessageCodec.of(Fact.class);

  private final Facts facts = new Facts(new ExperimentId("e1"), NOON);

  @Test
  @Timeout(60)
  void showsCommittedFactsPastAndNewAndOutlivesMalformedOnes(@TempDir Path folder)
      throws Exception {
    try (EmbeddedKafka broker = EmbeddedKafka.start(folder, 0)) {
      KafkaSettings kafka = KafkaSettings.local(broker.bootstrapServers());
      TopicCreator.ensureTopics(kafka);
      Observability observability = Observability.start("test");
      WatchVerticle watch = new WatchVerticle(observability, 0);
      observability.vertx().deployVerticle(watch).await();
      try (KafkaProducer<String, byte[]> producer = transactional(kafka)) {
        commit(producer, facts.started(), facts.created(0), facts.epoch(0, 1, 0.5));
        abort(producer, facts.epoch(0, 2, 0.9));
        malformed(producer);

        observability.vertx().deployVerticle(exporter(observability, kafka)).await();
        String history = scrapeOnceReady(watch.port());
        observe(producer, facts.observed(0, 3, 0.001));
        String seen = scrapeUntil(watch.port(), "convoy_trial_median_update_ratio{");
        commit(producer, facts.epoch(0, 3, 0.75));
        String later = scrapeUntil(watch.port(), "trial=\"0\"} 3.0");

        assertThat(history).contains("experiment=\"e1\",service=\"test\",trial=\"0\"} 1.0");
        assertThat(seen)
            .contains(
                "convoy_trial_median_update_ratio{experiment=\"e1\",service=\"test\",trial=\"0\"}"
                    + " 0.001");
        assertThat(later)
            .contains(
                "convoy_trial_validation_accuracy{experiment=\"e1\",service=\"test\",trial=\"0\"}"
                    + " 0.75");
        assertThat(get(watch.port(), "/health/live").statusCode()).isEqualTo(200);
      } finally {
        observability.close().await();
      }
    }
  }

  private static ExporterVerticle exporter(Observability observability, KafkaSettings kafka) {
    return new ExporterVerticle(observability, kafka, Retention.USUAL, InstantSource.fixed(NOON));
  }

  private static KafkaProducer<String, byte[]> transactional(KafkaSettings kafka) {
    Map<String, Object> settings = new HashMap<>(kafka.producer());
    settings.put("transactional.id", "test");
    KafkaProducer<String, byte[]> producer = new KafkaProducer<>(settings);
    producer.initTransactions();
    return producer;
  }

  private static void commit(KafkaProducer<String, byte[]> producer, Fact... happened)
      throws Exception {
    producer.beginTransaction();
    for (Fact fact : happened) {
      send(producer, fact.experimentId(), CODEC.encode(fact));
    }
    producer.commitTransaction();
  }

  private static void observe(KafkaProducer<String, byte[]> producer, Observation observation)
      throws Exception {
    int partition = Partitions.of(observation.experimentId(), 4);
    byte[] value = MessageCodec.of(Observation.class).encode(observation);
    producer.beginTransaction();
    producer
        .send(
            new ProducerRecord<>(
                Topic.OBSERVATIONS.topicName(), partition, observation.key(), value))
        .get();
    producer.commitTransaction();
  }

  private static void abort(KafkaProducer<String, byte[]> producer, Fact fact) throws Exception {
    producer.beginTransaction();
    send(producer, fact.experimentId(), CODEC.encode(fact));
    producer.abortTransaction();
  }

  private void malformed(KafkaProducer<String, byte[]> producer) throws Exception {
    producer.beginTransaction();
    send(producer, facts.id(), "{\"type\": \"Nonsense\"}".getBytes(StandardCharsets.UTF_8));
    producer.commitTransaction();
  }

  private static void send(
      KafkaProducer<String, byte[]> producer, ExperimentId experiment, byte[] value)
      throws Exception {
    int partition = Partitions.of(experiment, 4);
    producer.send(new ProducerRecord<>(Topic.FACTS.topicName(), partition, "key", value)).get();
  }

  private static String scrapeOnceReady(int port) throws Exception {
    while (get(port, "/health/ready").statusCode() != 200) {
      Thread.onSpinWait();
    }
    return get(port, "/metrics").body();
  }

  private static String scrapeUntil(int port, String expected) throws Exception {
    String scraped = get(port, "/metrics").body();
    for (int tries = 0; tries < 5000 && !scraped.contains(expected); tries++) {
      scraped = get(port, "/metrics").body();
    }
    return scraped;
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
  }
}

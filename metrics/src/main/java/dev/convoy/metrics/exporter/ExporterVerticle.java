package dev.convoy.metrics.exporter;

import dev.convoy.metrics.Observability;
import dev.convoy.protocol.kafka.KafkaSettings;
import dev.convoy.protocol.kafka.Topic;
import dev.convoy.protocol.kafka.TopicCreator;
import dev.convoy.protocol.kafka.TopicReader;
import dev.convoy.protocol.message.Fact;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Shows training to Prometheus: all facts come in from Kafka into one view, which becomes gauges at
 * each scrape. It is ready once it has read the history.
 */
public final class ExporterVerticle extends VerticleBase {
  private static final String HISTORY_READ = "exporter-history-read";
  private static final String READER = "exporter-reader";

  private final Observability observability;
  private final KafkaSettings kafka;
  private final TrainingView view;
  private final TrainingMeters meters;
  private final InstantSource clock;
  private @Nullable TopicReader<Fact> reader;

  /** An exporter to deploy into the process that is being watched. */
  public ExporterVerticle(
      Observability observability, KafkaSettings kafka, Retention retention, InstantSource clock) {
    this.observability = observability;
    this.kafka = kafka;
    this.view = new TrainingView(retention);
    this.meters = new TrainingMeters(observability.registry());
    this.clock = clock;
  }

  @Override
  public Future<?> start() {
    return vertx.executeBlocking(this::createTopics).onSuccess(created -> read());
  }

  private Void createTopics() {
    TopicCreator.ensureTopics(kafka);
    return null;
  }

  private void read() {
    TopicReader<Fact> facts =
        TopicReader.start(
            kafka,
            new TopicReader.Subscription<>(Topic.FACTS, Fact.class, TopicReader.From.BEGINNING),
            this::apply,
            "exporter-facts");
    observability.ready(HISTORY_READ, () -> facts.caughtUp().isDone());
    observability.live(READER, facts::isReading);
    observability.beforeScrape(this::refresh);
    reader = facts;
  }

  private synchronized void apply(Fact fact) {
    view.apply(fact);
  }

  private synchronized void refresh() {
    meters.show(view.at(clock.instant()));
  }

  @Override
  public Future<?> stop() {
    observability.forget(HISTORY_READ);
    observability.forget(READER);
    return vertx.executeBlocking(this::closeReader);
  }

  private Void closeReader() {
    if (reader != null) {
      reader.close();
    }
    return null;
  }
}

package dev.convoy.metrics.exporter;

import dev.convoy.metrics.Observability;
import dev.convoy.protocol.kafka.KafkaSettings;
import dev.convoy.protocol.kafka.Topic;
import dev.convoy.protocol.kafka.TopicCreator;
import dev.convoy.protocol.kafka.TopicReader;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Message;
import dev.convoy.protocol.message.Observation;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Shows training to Prometheus: all facts and observations come in from Kafka into one view, which
 * becomes gauges at each scrape. It is ready once it has read the history.
 */
public final class ExporterVerticle extends VerticleBase {
  private static final String HISTORY_READ = "exporter-history-read";
  private static final String READER = "exporter-reader";

  private final Observability observability;
  private final KafkaSettings kafka;
  private final TrainingView view;
  private final TrainingMeters meters;
  private final InstantSource clock;
  private final List<TopicReader<?>> readers = new ArrayList<>();

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
    follow(Topic.FACTS, Fact.class, this::apply);
    follow(Topic.OBSERVATIONS, Observation.class, this::apply);
    observability.ready(
        HISTORY_READ, () -> readers.stream().allMatch(each -> each.caughtUp().isDone()));
    observability.live(READER, () -> readers.stream().allMatch(TopicReader::isReading));
    observability.beforeScrape(this::refresh);
  }

  private <M extends Message> void follow(
      Topic topic, Class<M> family, TopicReader.Listener<M> listener) {
    readers.add(
        TopicReader.start(
            kafka,
            new TopicReader.Subscription<>(topic, family, TopicReader.From.BEGINNING),
            listener,
            "exporter-" + family.getSimpleName().toLowerCase(Locale.ROOT) + "s"));
  }

  private synchronized void apply(Fact fact) {
    view.apply(fact);
  }

  private synchronized void apply(Observation observation) {
    view.apply(observation);
  }

  private synchronized void refresh() {
    meters.show(view.at(clock.instant()));
  }

  @Override
  public Future<?> stop() {
    observability.forget(HISTORY_READ);
    observability.forget(READER);
    return vertx.executeBlocking(this::closeReaders);
  }

  private Void closeReaders() {
    readers.forEach(TopicReader::close);
    return null;
  }
}

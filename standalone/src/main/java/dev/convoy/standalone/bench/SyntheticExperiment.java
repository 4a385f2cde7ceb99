package dev.convoy.standalone.bench;

import dev.convoy.protocol.codec.MessageCodec;
import dev.convoy.protocol.kafka.KafkaSettings;
import dev.convoy.protocol.kafka.Partitions;
import dev.convoy.protocol.kafka.Topic;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.Request;
import dev.convoy.protocol.spec.InvalidExperimentException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** One experiment with the workers that train it and an eye on what becomes of it. */
final class SyntheticExperiment implements AutoCloseable {
  private final KafkaSettings kafka;
  private final ExperimentId id;
  private final int trials;
  private final Stops stops;
  private final SentReports sentReports;
  private final FactCounter facts;
  private final List<Crew> crews = new ArrayList<>();

  /**
   * An experiment that isn't submitted yet.
   *
   * @param trialsEnded as {@link FactCounter#start} tells it
   */
  SyntheticExperiment(
      KafkaSettings kafka, ExperimentId id, int trials, int epochs, IntConsumer trialsEnded) {
    this.kafka = kafka;
    this.id = id;
    this.trials = trials;
    stops = Stops.listen(kafka, id, trials);
    sentReports = new SentReports(trials, epochs);
    facts = FactCounter.start(kafka, id, trials, trialsEnded);
  }

  /** Submits it and sets the workers going. */
  void begin(SchedulerLoad load) throws InvalidExperimentException {
    submit(new Request.SubmitExperiment(id, load.spec(trials), Instant.now()));
    Crew.Ship ship = new Crew.Ship(kafka, load, stops, sentReports);
    IntStream.range(0, load.crews()).forEach(number -> crews.add(Crew.start(ship, number)));
  }

  private void submit(Request request) {
    try (Producer<String, byte[]> producer = new KafkaProducer<>(kafka.producer())) {
      Future<RecordMetadata> sent =
          producer.send(
              new ProducerRecord<>(
                  Topic.REQUESTS.topicName(),
                  Partitions.of(id, kafka.experimentPartitions()),
                  id.value(),
                  MessageCodec.of(Request.class).encode(request)));
      producer.flush();
      if (sent.state() != Future.State.SUCCESS) {
        throw new IllegalStateException("The experiment was not submitted", sent.exceptionNow());
      }
    }
  }

  FactCounter facts() {
    return facts;
  }

  /** The trials that were told to stop so far. */
  int[] stopped() {
    return stops.trials().toArray();
  }

  /** For each of these trials, from its last report that counted to its stop; ascending. */
  double[] millisToStop(int[] stopped) {
    return IntStream.of(stopped)
        .mapToDouble(
            trial -> (stops.nanos(trial) - sentReports.nanos(trial, facts.epochs(trial))) / 1e6)
        .sorted()
        .toArray();
  }

  /**
   * Looks whether the experiment came out exactly.
   *
   * @throws IllegalStateException if a trial is missing, or there is one too many
   */
  void requireEveryTrial() {
    if (facts.created() != trials || facts.ended() != trials) {
      throw new IllegalStateException(
          "%d trials were created and %d ended, not %d"
              .formatted(facts.created(), facts.ended(), trials));
    }
  }

  @Override
  public void close() {
    crews.forEach(Crew::close);
    facts.close();
    stops.close();
  }
}

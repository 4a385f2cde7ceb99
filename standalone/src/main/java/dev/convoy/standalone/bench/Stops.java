package dev.convoy.standalone.bench;

import dev.convoy.protocol.kafka.KafkaSettings;
import dev.convoy.protocol.kafka.Topic;
import dev.convoy.protocol.kafka.TopicReader;
import dev.convoy.protocol.message.Control;
import dev.convoy.protocol.message.ExperimentId;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/**
 * Hears what every worker hears, and when each trial of an experiment was first told to stop.
 * Thread-safe.
 */
final class Stops implements AutoCloseable {
  private final ExperimentId id;
  private final AtomicLongArray nanos;
  private final TopicReader<Control> reader;

  private Stops(KafkaSettings kafka, ExperimentId id, int trials) {
    this.id = id;
    nanos = new AtomicLongArray(trials);
    reader =
        TopicReader.start(
            kafka,
            new TopicReader.Subscription<>(Topic.CONTROL, Control.class, TopicReader.From.END),
            this::hear,
            "bench-control");
  }

  /** Returns once nothing that is said from now on will be missed. */
  static Stops listen(KafkaSettings kafka, ExperimentId id, int trials) {
    Stops stops = new Stops(kafka, id, trials);
    stops.reader.caughtUp().join();
    return stops;
  }

  private void hear(Control message) {
    if (message instanceof Control.StopTrial stop && stop.experimentId().equals(id)) {
      nanos.compareAndSet(stop.trial(), 0, System.nanoTime());
    }
  }

  boolean has(int trial) {
    return nanos.get(trial) != 0;
  }

  /** When it was first told, by {@link System#nanoTime}. */
  long nanos(int trial) {
    return nanos.get(trial);
  }

  /** The trials that were told to stop. */
  IntStream trials() {
    return IntStream.range(0, nanos.length()).filter(this::has);
  }

  @Override
  public void close() {
    reader.close();
  }
}

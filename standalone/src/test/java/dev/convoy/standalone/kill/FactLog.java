package dev.convoy.standalone.kill;

import dev.convoy.protocol.kafka.KafkaSettings;
import dev.convoy.protocol.kafka.Topic;
import dev.convoy.protocol.kafka.TopicReader;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;

/** The facts topic as it grows, read past every fault of the broker's. Thread-safe. */
final class FactLog implements AutoCloseable {
  private final List<Fact> facts = new ArrayList<>();
  private final TopicReader<Fact> reader;

  private FactLog(KafkaSettings kafka) {
    reader =
        TopicReader.start(
            kafka,
            new TopicReader.Subscription<>(Topic.FACTS, Fact.class, TopicReader.From.BEGINNING),
            this::add,
            "facts");
  }

  /** Reads from the beginning on. */
  static FactLog follow(KafkaSettings kafka) {
    return new FactLog(kafka);
  }

  /** Everything that stands in the topic about an experiment. */
  static List<Fact> all(KafkaSettings kafka, ExperimentId id)
      throws InterruptedException, ExecutionException {
    try (FactLog whole = new FactLog(kafka)) {
      whole.reader.caughtUp().get();
      return whole.about(id);
    }
  }

  private synchronized void add(Fact fact) {
    facts.add(fact);
    notifyAll();
  }

  /** Waits for the first fact of an experiment for which something holds. */
  synchronized void await(ExperimentId id, Predicate<Fact> holds) throws InterruptedException {
    Optional<Fact> found = about(id).stream().filter(holds).findFirst();
    while (found.isEmpty()) {
      wait();
      found = about(id).stream().filter(holds).findFirst();
    }
  }

  private synchronized List<Fact> about(ExperimentId id) {
    return facts.stream().filter(fact -> fact.experimentId().equals(id)).toList();
  }

  @Override
  public void close() {
    reader.close();
  }
}

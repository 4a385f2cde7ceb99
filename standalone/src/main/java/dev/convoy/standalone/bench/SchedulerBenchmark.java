package dev.convoy.standalone.bench;

import dev.convoy.broker.ChildBroker;
import dev.convoy.protocol.kafka.KafkaSettings;
import dev.convoy.protocol.kafka.TopicCreator;
import dev.convoy.protocol.spec.InvalidExperimentException;
import dev.convoy.standalone.mesh.DataFolder;
import java.io.IOException;
import java.time.Duration;

/**
 * The real scheduler in a process of its own, on a real broker in another, with synthetic workers
 * here. The scheduler is killed once 19 of 20 trials have ended, and must finish the experiment
 * exactly when started again.
 */
public final class SchedulerBenchmark {
  /** Long enough that no lock has to be renewed. */
  private static final Duration LOCK = Duration.ofMinutes(20);

  private SchedulerBenchmark() {}

  /**
   * Runs it.
   *
   * @throws IOException if a process can't be started
   * @throws InvalidExperimentException if the load is larger than experiments may be
   * @throws IllegalStateException if a report was lost or counted twice
   */
  public static SchedulerFigures run(SchedulerLoad load)
      throws IOException, InvalidExperimentException, InterruptedException {
    try (DataFolder folder = DataFolder.temporary();
        ChildBroker broker = ChildBroker.start(folder.kafka(), 0)) {
      KafkaSettings kafka = KafkaSettings.local(broker.bootstrapServers());
      TopicCreator.ensure(kafka, LOCK);
      try (SchedulerRun run = new SchedulerRun(kafka, load, LOCK)) {
        return run.measure();
      }
    }
  }
}

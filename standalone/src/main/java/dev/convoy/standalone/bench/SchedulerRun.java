package dev.convoy.standalone.bench;

import dev.convoy.protocol.kafka.KafkaSettings;
import dev.convoy.protocol.kafka.Partitions;
import dev.convoy.protocol.kafka.Topic;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.spec.InvalidExperimentException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** One run of the benchmark over an empty mesh. */
final class SchedulerRun implements AutoCloseable {
  private static final ExperimentId WARM_UP = new ExperimentId("warm-up");
  private static final ExperimentId MEASURED = new ExperimentId("measured");
  private static final int LOOKS = 20;

  private final KafkaSettings kafka;
  private final SchedulerLoad load;
  private final Duration lock;
  private final TopicPartition reports;
  private final Admin admin;
  private final Growth growth = new Growth();
  private final CompletableFuture<Void> nearTheEnd = new CompletableFuture<>();
  private volatile SchedulerProcess scheduler;

  SchedulerRun(KafkaSettings kafka, SchedulerLoad load, Duration lock) throws IOException {
    this.kafka = kafka;
    this.load = load;
    this.lock = lock;
    int partition = Partitions.of(MEASURED, kafka.experimentPartitions());
    reports = new TopicPartition(Topic.REPORTS.topicName(), partition);
    admin = Admin.create(kafka.admin());
    scheduler = SchedulerProcess.start(kafka, lock);
  }

  SchedulerFigures measure() throws IOException, InvalidExperimentException, InterruptedException {
    warmUp();
    try (SyntheticExperiment experiment =
        new SyntheticExperiment(kafka, MEASURED, load.trials(), load.epochs(), this::look)) {
      experiment.begin(load);
      await(nearTheEnd);
      int[] stoppedInPeace = experiment.stopped();
      double recoverySeconds = recover(experiment.facts());
      await(experiment.facts().end());
      experiment.requireEveryTrial();
      return figures(experiment.millisToStop(stoppedInPeace), recoverySeconds);
    }
  }

  private void warmUp() throws InvalidExperimentException {
    try (SyntheticExperiment before =
        new SyntheticExperiment(kafka, WARM_UP, load.warmUp(), load.epochs(), ended -> {})) {
      before.begin(load.atFullSpeed());
      await(before.facts().end());
    }
  }

  private void await(CompletableFuture<?> moment) {
    CompletableFuture.anyOf(moment, scheduler.onExit().thenRun(SchedulerRun::fail)).join();
  }

  private static void fail() {
    throw new IllegalStateException("The scheduler ended by itself");
  }

  /** Called whenever a trial has ended. */
  private void look(int ended) {
    int each = load.trials() / LOOKS;
    if (ended % each == 0 && !nearTheEnd.isDone()) {
      growth.add(sample(ended));
      if (ended >= (LOOKS - 1) * each) {
        nearTheEnd.complete(null);
      }
    }
  }

  private Growth.Sample sample(int ended) {
    try {
      return new Growth.Sample(
          ended, decided(), System.nanoTime(), scheduler.processorTime(), scheduler.residentMiB());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reports decided: those up to the scheduler's committed offset. */
  private long decided() {
    OffsetAndMetadata next =
        admin
            .listConsumerGroupOffsets(Topic.SCHEDULERS_GROUP)
            .partitionsToOffsetAndMetadata()
            .toCompletionStage()
            .toCompletableFuture()
            .join()
            .get(reports);
    return next == null ? 0 : next.offset();
  }

  private double recover(FactCounter facts) throws IOException, InterruptedException {
    scheduler.kill();
    CompletableFuture<Long> firstDecision = facts.firstFromNow();
    scheduler = SchedulerProcess.start(kafka, lock);
    await(firstDecision);
    return (firstDecision.join() - scheduler.startedNanos()) / 1e9;
  }

  private SchedulerFigures figures(double[] stopMillis, double recoverySeconds) {
    return new SchedulerFigures(
        load.trials(),
        load.epochs(),
        load.workers(),
        growth.whole().reportsPerSecond(),
        stopMillis.length,
        quantile(stopMillis, 0.5),
        quantile(stopMillis, 0.99),
        growth.first().microsPerReport(),
        growth.last().microsPerReport(),
        recoverySeconds,
        growth.last().residentMiB(),
        growth.tenths());
  }

  private static double quantile(double[] ascending, double share) {
    return ascending.length == 0
        ? Double.NaN
        : ascending[(int) Math.ceil(share * ascending.length) - 1];
  }

  @Override
  public void close() {
    scheduler.close();
    admin.close(Duration.ZERO);
  }
}

package dev.convoy.scheduler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.codec.MessageCodec;
import dev.convoy.protocol.kafka.Topic;
import dev.convoy.protocol.message.Attempt;
import dev.convoy.protocol.message.Control;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.ExperimentStatus;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Failure;
import dev.convoy.protocol.message.Report;
import dev.convoy.protocol.message.Work;
import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.scheduler.Samples;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The scheduler's threads against a real broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchedulerOnABrokerTest {
  private static final ExperimentSpec SPEC =
      Samples.spec(
          """
          {"training": {"epochs": 3, "optimizer": {"learningRate": {"logUniform": [0.001, 0.1]}}},
           "search": {"trials": 5, "parallel": 2, "seed": 7}, "ensemble": {"size": 2}}
          """);

  private TestMesh mesh;

  @BeforeAll
  void startBroker(@TempDir Path folder) throws IOException {
    mesh = TestMesh.start(folder);
  }

  @AfterAll
  void stopBroker() throws IOException {
    mesh.close();
  }

  @Test
  void runsAnExperimentFromItsSubmissionToItsEnd() {
    ExperimentId id = new ExperimentId("whole");
    mesh.submit(id, SPEC);

    try (SchedulerThreads scheduler = scheduler("one", new SimpleMeterRegistry());
        FakeWorker worker = FakeWorker.start(mesh)) {
      List<Fact> facts = mesh.factsUntil(id, Fact.ExperimentEnded.class::isInstance);

      assertThat(facts).filteredOn(Fact.TrialCreated.class::isInstance).hasSize(5);
      assertThat(facts).filteredOn(Fact.EpochRecorded.class::isInstance).hasSize(15);
      assertThat(((Fact.ExperimentEnded) facts.getLast()).status())
          .isEqualTo(ExperimentStatus.COMPLETED);
      assertThat(worker.asked()).filteredOn(work -> work.experimentId().equals(id)).hasSize(6);
      assertThat(scheduler.areServing()).isTrue();
    }
  }

  @Test
  void anotherInstanceGoesOnWhereTheFirstLeftOff() {
    ExperimentId id = new ExperimentId("handed-over");
    mesh.submit(id, SPEC);
    try (SchedulerThreads first = scheduler("first", new SimpleMeterRegistry())) {
      mesh.factsUntil(id, fact -> fact instanceof Fact.LegOrdered leg && leg.trial() == 1);
      mesh.report(started(id, 0));
      mesh.factsUntil(id, Fact.AttemptStarted.class::isInstance);
      assertThat(first.areServing()).isTrue();
    }

    try (SchedulerThreads second = scheduler("second", new SimpleMeterRegistry())) {
      mesh.report(started(id, 0));
      mesh.report(started(id, 1));
      mesh.factsUntil(id, fact -> fact instanceof Fact.AttemptStarted by && by.trial() == 1);
      mesh.cancel(id);

      List<Fact> facts = mesh.factsUntil(id, Fact.ExperimentEnded.class::isInstance);
      assertThat(facts).filteredOn(Fact.AttemptStarted.class::isInstance).hasSize(2);
      assertThat(facts).filteredOn(Fact.TrialEnded.class::isInstance).hasSize(2);
      assertThat(second.areServing()).isTrue();
    }
    assertThat(
            mesh.until(
                Topic.CONTROL,
                MessageCodec.of(Control.class),
                id,
                Control.StopExperiment.class::isInstance))
        .hasSize(1);
  }

  @Test
  void whatIsNoMessageIsCountedAndSkipped() {
    ExperimentId id = new ExperimentId("among-garbage");
    MeterRegistry registry = new SimpleMeterRegistry();
    mesh.garble(Topic.REQUESTS, id);
    mesh.garble(Topic.REPORTS, id);
    mesh.submit(id, SPEC);

    try (SchedulerThreads scheduler = scheduler("among-garbage", registry)) {
      mesh.factsUntil(id, Fact.LegOrdered.class::isInstance);
      assertThat(scheduler.areServing()).isTrue();
    }

    assertThat(registry.counter("convoy.scheduler.skipped").count()).isEqualTo(2);
    assertThat(registry.counter("convoy.scheduler.failures").count()).isZero();
  }

  @Test
  void workThatTheQueueGaveUpIsOrderedAgain() {
    ExperimentId id = new ExperimentId("refused");
    mesh.submit(id, SPEC);

    try (SchedulerThreads scheduler = scheduler("refused", new SimpleMeterRegistry());
        ShareConsumer<String, byte[]> worker =
            new KafkaShareConsumer<>(mesh.kafka().shareConsumer())) {
      worker.subscribe(List.of(Topic.WORK.topicName()));
      refuseOne(worker, id);

      List<Fact> facts = mesh.factsUntil(id, Fact.AttemptFailed.class::isInstance);
      Fact.AttemptFailed failed = (Fact.AttemptFailed) facts.getLast();
      assertThat(failed.failure().kind()).isEqualTo(Failure.Kind.LOST);
      List<Work> orders =
          mesh.until(
              Topic.WORK,
              MessageCodec.of(Work.class),
              id,
              work -> work instanceof Work.TrainLeg leg && leg.leg().restart() == 1);
      assertThat(((Work.TrainLeg) orders.getLast()).trial()).isEqualTo(failed.trial());
      assertThat(scheduler.areServing()).isTrue();
    }
  }

  private static void refuseOne(ShareConsumer<String, byte[]> worker, ExperimentId id) {
    while (true) {
      for (ConsumerRecord<String, byte[]> record : worker.poll(Duration.ofSeconds(1))) {
        boolean ours = id.value().equals(record.key());
        worker.acknowledge(record, ours ? AcknowledgeType.REJECT : AcknowledgeType.ACCEPT);
        worker.commitSync();
        if (ours) {
          return;
        }
      }
    }
  }

  private SchedulerThreads scheduler(String instance, MeterRegistry registry) {
    return SchedulerThreads.start(mesh.kafka(), instance, registry, Clock.systemUTC());
  }

  private static Report started(ExperimentId id, int trial) {
    return new Report.LegStarted(
        id, trial, new Attempt(0, 0, 1), "w1", "cpu", Instant.parse("2026-01-01T00:00:00Z"));
  }
}

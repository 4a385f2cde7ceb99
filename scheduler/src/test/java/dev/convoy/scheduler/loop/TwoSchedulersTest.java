package dev.convoy.scheduler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.kafka.Partitions;
import dev.convoy.protocol.kafka.Topic;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.ExperimentStatus;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.scheduler.Samples;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two schedulers divide the experiments between them by partition. */
@Timeout(180)
class TwoSchedulersTest {
  private static final int TRIALS = 6;
  private static final int EPOCHS = 3;
  private static final ExperimentSpec SPEC =
      Samples.spec(
          """
          {"training": {"epochs": %d, "optimizer": {"learningRate": {"logUniform": [0.001, 0.1]}}},
           "search": {"trials": %d, "parallel": 2, "seed": 7}, "ensemble": {"size": 2}}
          """
              .formatted(EPOCHS, TRIALS));

  @TempDir private Path folder;

  @Test
  void oneIsKilledAndTheOtherTakesOverWithinSeconds(TestReporter report) throws Exception {
    try (TestMesh mesh = TestMesh.start(folder);
        Admin admin = Admin.create(mesh.kafka().admin())) {
      List<ExperimentId> experiments = oneInEachPartition(mesh);
      experiments.forEach(id -> mesh.submit(id, SPEC));
      Process survivor = SchedulerChild.start(mesh, "survivor");
      experiments.forEach(id -> mesh.factsUntil(id, Fact.LegOrdered.class::isInstance));
      Process victim = SchedulerChild.start(mesh, "victim");
      Set<Integer> orphaned = awaitHalf(admin, "victim");

      victim.destroyForcibly().waitFor();
      long killed = System.nanoTime();

      try (FakeWorker worker = FakeWorker.start(mesh)) {
        for (int partition : orphaned) {
          mesh.factsUntil(experiments.get(partition), Fact.EpochRecorded.class::isInstance);
        }
        Duration takeover = Duration.ofNanos(System.nanoTime() - killed);
        report.publishEntry("from the kill to the first decision", takeover.toString());
        assertThat(takeover).isLessThan(Duration.ofSeconds(30));
        experiments.forEach(id -> assertEndedExactly(mesh, id));
        assertThat(worker.asked()).doesNotHaveDuplicates();
      }
      assertThat(survivor.isAlive()).isTrue();
      survivor.destroyForcibly().waitFor();
    }
  }

  @Test
  void whatAnInstanceKeepsOverARebalanceIsNotReplayed() throws Exception {
    MeterRegistry first = new SimpleMeterRegistry();
    MeterRegistry second = new SimpleMeterRegistry();
    try (TestMesh mesh = TestMesh.start(folder);
        Admin admin = Admin.create(mesh.kafka().admin());
        FakeWorker worker = FakeWorker.startWithRoomFor(4, mesh);
        SchedulerThreads stays = scheduler(mesh, "stays", first)) {
      List<ExperimentId> experiments = oneInEachPartition(mesh);
      experiments.forEach(id -> mesh.submit(id, SPEC));
      experiments.forEach(id -> mesh.factsUntil(id, Fact.LegOrdered.class::isInstance));

      try (SchedulerThreads comes = scheduler(mesh, "comes", second)) {
        awaitHalf(admin, "comes");
        worker.allow(TRIALS * experiments.size());
        experiments.forEach(id -> mesh.factsUntil(id, ofTrial(TRIALS - 1)));
        assertThat(comes.areServing()).isTrue();
        assertThat(first.timer("convoy.scheduler.replays").count()).isEqualTo(4);
        assertThat(second.timer("convoy.scheduler.replays").count()).isEqualTo(2);
      }

      experiments.forEach(id -> assertEndedExactly(mesh, id));
      assertThat(stays.areServing()).isTrue();
      assertThat(first.counter("convoy.scheduler.failures").count()).isZero();
    }
  }

  private static Predicate<Fact> ofTrial(int number) {
    return fact -> fact instanceof Fact.EpochRecorded epoch && epoch.trial() == number;
  }

  private static SchedulerThreads scheduler(TestMesh mesh, String name, MeterRegistry registry) {
    return SchedulerThreads.start(mesh.kafka(), name, registry, Clock.systemUTC());
  }

  private static void assertEndedExactly(TestMesh mesh, ExperimentId id) {
    List<Fact> facts = mesh.factsUntil(id, Fact.ExperimentEnded.class::isInstance);
    assertThat(facts).extracting(Fact::key).doesNotHaveDuplicates();
    assertThat(facts).filteredOn(Fact.TrialCreated.class::isInstance).hasSize(TRIALS);
    assertThat(facts).filteredOn(Fact.EpochRecorded.class::isInstance).hasSize(TRIALS * EPOCHS);
    assertThat(((Fact.ExperimentEnded) facts.getLast()).status())
        .isEqualTo(ExperimentStatus.COMPLETED);
  }

  /** By partition. */
  private static List<ExperimentId> oneInEachPartition(TestMesh mesh) {
    int partitions = mesh.kafka().experimentPartitions();
    return IntStream.range(0, partitions)
        .mapToObj(
            partition ->
                Stream.iterate(0, number -> number + 1)
                    .map(number -> new ExperimentId("e" + number))
                    .filter(id -> Partitions.of(id, partitions) == partition)
                    .findFirst()
                    .orElseThrow())
        .toList();
  }

  /** Waits until the group has settled with an instance owning half of the partitions. */
  private static Set<Integer> awaitHalf(Admin admin, String instance) throws Exception {
    while (true) {
      ConsumerGroupDescription group =
          admin
              .describeConsumerGroups(List.of(Topic.SCHEDULERS_GROUP))
              .all()
              .get()
              .values()
              .iterator()
              .next();
      Set<Integer> owned =
          group.members().stream()
              .filter(member -> member.groupInstanceId().equals(Optional.of(instance)))
              .flatMap(TwoSchedulersTest::partitions)
              .collect(Collectors.toSet());
      if (group.members().size() == 2 && owned.size() == 2) {
        return owned;
      }
      Thread.sleep(50);
    }
  }

  private static Stream<Integer> partitions(MemberDescription member) {
    return member.assignment().topicPartitions().stream().map(TopicPartition::partition);
  }
}

package dev.convoy.scheduler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.ExperimentStatus;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Work;
import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.scheduler.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scheduler process killed with kill -9 in the middle of an experiment, twice. */
class KilledSchedulerTest {
  private static final int TRIALS = 24;
  private static final ExperimentId ID = new ExperimentId("survivor");
  private static final ExperimentSpec SPEC =
      Samples.spec(
          """
          {"training": {"epochs": 4, "optimizer": {"learningRate": {"logUniform": [0.001, 0.1]}}},
           "search": {"trials": %d, "parallel": 4, "seed": 7}, "ensemble": {"size": 3}}
          """
              .formatted(TRIALS));

  @Test
  void theExperimentEndsWithExactlyItsTrialsAndNoOrderTwice(@TempDir Path folder)
      throws IOException, InterruptedException {
    try (TestMesh mesh = TestMesh.start(folder);
        FakeWorker worker = FakeWorker.startWithRoomFor(8, mesh)) {
      mesh.submit(ID, SPEC);
      killOnce(mesh, fact -> fact instanceof Fact.LegOrdered leg && leg.trial() == 6);
      worker.allow(8);
      killOnce(mesh, fact -> fact instanceof Fact.LegOrdered leg && leg.trial() == 14);
      worker.allow(TRIALS);
      Process last = SchedulerChild.start(mesh, "to-be-killed");

      List<Fact> facts = mesh.factsUntil(ID, Fact.ExperimentEnded.class::isInstance);

      assertThat(facts).extracting(Fact::key).doesNotHaveDuplicates();
      assertThat(facts).filteredOn(Fact.TrialCreated.class::isInstance).hasSize(TRIALS);
      assertThat(facts).filteredOn(Fact.EpochRecorded.class::isInstance).hasSize(4 * TRIALS);
      assertThat(((Fact.ExperimentEnded) facts.getLast()).status())
          .isEqualTo(ExperimentStatus.COMPLETED);
      assertThat(worker.asked())
          .hasSize(TRIALS + 1)
          .extracting(KilledSchedulerTest::name)
          .doesNotHaveDuplicates();
      last.destroy();
      assertThat(last.waitFor()).as("SIGTERM ends it cleanly").isEqualTo(128 + 15);
    }
  }

  private static void killOnce(TestMesh mesh, Predicate<Fact> moment)
      throws IOException, InterruptedException {
    Process scheduler = SchedulerChild.start(mesh, "to-be-killed");
    mesh.factsUntil(ID, moment);
    scheduler.destroyForcibly().waitFor();
  }

  private static String name(Work work) {
    return switch (work) {
      case Work.TrainLeg leg -> "trial %d %s".formatted(leg.trial(), leg.leg());
      case Work.RunCheck check -> check.check().code();
      case Work.BuildEnsemble ensemble -> "ensemble " + ensemble.restart();
    };
  }
}

package dev.convoy.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.metrics.Observability;
import dev.convoy.protocol.message.CheckKind;
import dev.convoy.protocol.message.CheckResult;
import dev.convoy.protocol.message.Control;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.Failure;
import dev.convoy.protocol.message.Report;
import dev.convoy.protocol.message.Work;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Checks ordered through a real broker and made by a real worker. */
@Timeout(90)
class ChecksTest {
  @TempDir private Path folder;
  private Mesh mesh;
  private Observability observability;
  private ExperimentId experiment;

  @BeforeEach
  void startWorker(TestInfo test) throws Exception {
    experiment =
        new ExperimentId(test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT));
    mesh = Mesh.start(folder.resolve("kafka"));
    observability = Observability.start("test");
    Mesh.deploy(observability, mesh.config("worker-1", folder));
  }

  @AfterEach
  void stopWorker() throws Exception {
    observability.close().await();
    mesh.close();
  }

  @Test
  @DisplayName("H2, H3, H4: every check is made by a worker, with numbers")
  void makesEveryCheck() throws Exception {
    for (CheckKind check : CheckKind.values()) {
      mesh.order(work(check, Trials.small()));
    }

    CheckResult initial = made(CheckKind.INITIAL_LOSS);
    CheckResult tiny = made(CheckKind.TINY_SAMPLE);
    CheckResult range = made(CheckKind.RATE_RANGE);
    assertThat(initial.verdict()).as(initial.toString()).isEqualTo(CheckResult.Verdict.PASSED);
    assertThat(initial.evidence()).contains("ln(classes) is 2.303");
    assertThat(tiny.verdict()).as(tiny.toString()).isEqualTo(CheckResult.Verdict.PASSED);
    assertThat(tiny.evidence()).startsWith("100% of 20 images");
    assertThat(tiny.steps()).allSatisfy(step -> assertThat(step.rate()).isEqualTo(0.05));
    assertThat(range.verdict()).as(range.toString()).isEqualTo(CheckResult.Verdict.PASSED);
    assertThat(range.rate().orElseThrow()).isBetween(1e-5, 1.0);
    assertThat(range.steps()).hasSizeGreaterThan(10);
  }

  @Test
  void tellsWhatToChangeIfATinySampleCantBeLearnt() throws Exception {
    mesh.order(work(CheckKind.TINY_SAMPLE, Trials.small().withLearningRate(1e-9)));

    CheckResult tiny = made(CheckKind.TINY_SAMPLE);

    assertThat(tiny.verdict()).isEqualTo(CheckResult.Verdict.FAILED);
    assertThat(tiny.advice()).anyMatch(advice -> advice.contains("raise the rate"));
  }

  @Test
  void whatCantBeBuiltFailsTheCheckAndNotTheWorker() throws Exception {
    mesh.order(work(CheckKind.INITIAL_LOSS, Trials.small().of("nonsense")));
    mesh.order(work(CheckKind.INITIAL_LOSS, Trials.small()));

    Report.CheckFailed failed = mesh.await(experiment, Report.CheckFailed.class);

    assertThat(failed.failure().kind()).isEqualTo(Failure.Kind.SPEC);
    assertThat(failed.failure().detail()).contains("nonsense");
    made(CheckKind.INITIAL_LOSS);
  }

  @Test
  void dropsTheChecksOfAStoppedExperiment() throws Exception {
    ExperimentId other = new ExperimentId("other");
    mesh.tell(new Control.StopExperiment(experiment));
    mesh.order(Trials.small().epochs(1).leg(other, 0)); // control is heard by its end
    mesh.await(other, Report.LegCompleted.class);

    mesh.order(work(CheckKind.TINY_SAMPLE, Trials.small()));
    mesh.order(Trials.small().epochs(1).leg(other, 1));

    mesh.await(other, Report.LegCompleted.class, leg -> leg.trial() == 1);
    assertThat(mesh.about(experiment, Report.class)).isEmpty();
  }

  private Work work(CheckKind check, Trials trials) {
    return new Work.RunCheck(experiment, check, 0, trials.spec(), 7);
  }

  private CheckResult made(CheckKind check) throws InterruptedException {
    return mesh.await(experiment, Report.CheckMade.class, made -> made.check() == check).result();
  }
}

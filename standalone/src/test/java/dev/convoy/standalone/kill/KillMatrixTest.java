package dev.convoy.standalone.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.Fact;
import dev.convoy.scheduler.core.SchedulerState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whichever process of the mesh dies, however and whenever: the experiment ends by itself as if
 * nothing had happened. All cases share one mesh, which so survives them one after the other; after
 * one that fails the next has a new mesh.
 */
@Timeout(120)
class KillMatrixTest {
  private static final List<Case> TELLING =
      List.of(
          new Case(Victim.WORKER, Death.KILLED, Moment.SAVING),
          new Case(Victim.BROKER, Death.KILLED, Moment.TRAINING),
          new Case(Victim.SCHEDULER, Death.KILLED, Moment.ENSEMBLING),
          new Case(Victim.GATEWAY, Death.STOPPED, Moment.QUEUED));

  private static final int ROUNDS = 3;

  @TempDir private static Path folder;
  private static Cluster cluster;
  private static Outcome calm;

  @BeforeAll
  static void runCalmly() throws Exception {
    cluster = Cluster.start(Files.createTempDirectory(folder, "mesh-"));
    calm = Outcome.of(cluster.endOf(cluster.submit()));
  }

  @AfterAll
  static void end() {
    cluster.close();
  }

  static List<Case> telling() {
    return TELLING;
  }

  static List<Case> others() {
    return Case.all().stream().filter(each -> !TELLING.contains(each)).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("telling")
  void anExperimentEndsAsIfNothingHadHappenedWhen(Case each) throws Exception {
    survives(each);
  }

  @Tag("slow")
  @ParameterizedTest(name = "{0}")
  @MethodSource("others")
  void andLikewiseWhen(Case each) throws Exception {
    survives(each);
  }

  /** On a busy machine a moment may be over before it is seen; then there is another round. */
  private static void survives(Case each) throws Exception {
    try {
      int round = 1;
      while (!survivesInTime(each)) {
        assertThat(round).as("rounds in which the moment was over too soon").isLessThan(ROUNDS);
        round++;
      }
    } catch (Exception | AssertionError e) {
      e.addSuppressed(new AssertionError(cluster.lastWords()));
      cluster.close();
      cluster = Cluster.start(Files.createTempDirectory(folder, "mesh-"));
      throw e;
    }
  }

  /** Whether the moment was not over when the process died. All has to be well in any case. */
  private static boolean survivesInTime(Case each) throws Exception {
    ExperimentId id = cluster.submit();
    each.moment().await(cluster, id);
    Instant death = Instant.now();
    cluster.end(each.victim(), each.death());
    cluster.start(each.victim());
    List<Fact> facts = cluster.endOf(id);
    assertThatAllIsWell(id, facts);
    Fact over = facts.stream().filter(each.moment()::endsWith).findFirst().orElseThrow();
    return !over.at().isBefore(death);
  }

  private static void assertThatAllIsWell(ExperimentId id, List<Fact> facts)
      throws InterruptedException, IOException {
    assertThatNothingIsLostOrTwice(facts);
    assertThat(Outcome.of(facts)).isEqualTo(calm);
    assertThat(cluster.seenThroughTheGateway(id)).isEqualTo(facts);
    assertThat(unfinishedFiles()).isEmpty();
  }

  private static void assertThatNothingIsLostOrTwice(List<Fact> facts) {
    assertThat(facts).extracting(Fact::key).doesNotHaveDuplicates();
    assertThat(Outcome.each(facts, Fact.TrialCreated.class)).hasSize(Experiment.TRIALS);
    assertThat(Outcome.each(facts, Fact.TrialEnded.class)).hasSize(Experiment.TRIALS);
    assertThat(facts.getLast()).isInstanceOf(Fact.ExperimentEnded.class);
    SchedulerState replayed = new SchedulerState();
    facts.forEach(replayed::apply);
    assertThat(replayed.running()).isEmpty();
  }

  /** Whatever in the snapshot store is neither a snapshot nor its description. */
  private static List<Path> unfinishedFiles() throws IOException {
    try (Stream<Path> files = Files.walk(cluster.snapshots().root())) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().matches(".*\\.(safetensors|json)"))
          .toList();
    }
  }
}

package dev.convoy.worker.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.cnn.data.Datasets;
import dev.convoy.cnn.data.ImageSource;
import dev.convoy.cnn.ensemble.Probabilities;
import dev.convoy.cnn.snapshot.SnapshotException;
import dev.convoy.protocol.message.SnapshotRef;
import dev.convoy.protocol.spec.DatasetSpec;
import dev.convoy.worker.mapping.TrialMapping;
import dev.convoy.worker.store.SnapshotStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** K2: candidates are asked once, however often the ensemble is attempted. */
class ValidationAnswersTest {
  private static final SnapshotRef SNAPSHOT = ref("experiments/e1/trial-3", "ab");
  private static final Probabilities ANSWERS =
      new Probabilities(new float[][] {{0.2f, 0.8f}, {0.6f, 0.4f}});

  @TempDir private Path root;
  private int computed;

  @Test
  void areComputedOnceAndKeptBesideTheSnapshot() {
    Probabilities first = ask(dataset(0), List.of());
    Probabilities second = ask(dataset(0), List.of());

    assertThat(computed).isEqualTo(1);
    assertThat(first).isSameAs(ANSWERS);
    assertThat(Probabilities.average(List.of(second)).best(0)).isEqualTo(1);
    assertThat(root.resolve("experiments/e1/trial-3").toFile().list())
        .containsExactly("epoch-00002.validation.safetensors");
  }

  @Test
  void areAskedForAnewIfTheWeightsTheSplitOrTheViewsAreOthers() {
    ask(dataset(0), List.of());
    ask(SNAPSHOT, dataset(1), List.of());
    ask(SNAPSHOT, dataset(1), List.of("flip"));
    ask(ref("experiments/e1/trial-3", "cd"), dataset(1), List.of("flip"));

    assertThat(computed).isEqualTo(4);
    ask(ref("experiments/e1/trial-3", "cd"), dataset(1), List.of("flip"));
    assertThat(computed).isEqualTo(4);
  }

  @Test
  void areKeptForEachSnapshot() {
    SnapshotRef other = ref("experiments/e1/trial-4", "ab");
    ask(dataset(0), List.of());
    ask(other, dataset(0), List.of());
    ask(dataset(0), List.of());
    ask(other, dataset(0), List.of());

    assertThat(computed).isEqualTo(2);
  }

  @Test
  void damagedOnesAreReplaced() throws Exception {
    ask(dataset(0), List.of());
    Files.writeString(new SnapshotStore(root).validation(SNAPSHOT), "damaged");

    ask(dataset(0), List.of());
    ask(dataset(0), List.of());

    assertThat(computed).isEqualTo(2);
  }

  @Test
  void areGivenThoughTheyCanNotBeKept() throws Exception {
    Path folder = root.resolve("experiments/e1/trial-3");
    Files.createDirectories(folder.resolveSibling("."));
    Files.writeString(folder, "a file where a folder belongs");

    assertThat(ask(dataset(0), List.of())).isSameAs(ANSWERS);
  }

  @Test
  void stayWithinTheStore() {
    SnapshotRef outside = ref("../elsewhere", "ab");

    assertThatThrownBy(() -> ask(outside, dataset(0), List.of()))
        .isInstanceOf(SnapshotException.class)
        .hasMessageContaining("outside the snapshot store");
    assertThat(computed).isZero();
  }

  private Probabilities ask(DatasetSpec dataset, List<String> views) {
    return ask(SNAPSHOT, dataset, views);
  }

  /** As a worker does that begins. */
  private Probabilities ask(SnapshotRef snapshot, DatasetSpec dataset, List<String> views) {
    ImageSource validation = Datasets.open(TrialMapping.dataset(dataset)).validation();
    return new ValidationAnswers(new SnapshotStore(root), dataset, validation, views)
        .of(
            snapshot,
            () -> {
              computed++;
              return ANSWERS;
            });
  }

  private static SnapshotRef ref(String folder, String sha256) {
    return new SnapshotRef(folder + "/epoch-00002.safetensors", sha256, 2);
  }

  private static DatasetSpec dataset(long seed) {
    return new DatasetSpec(
        Optional.of("generated"),
        Optional.empty(),
        Optional.empty(),
        0.2,
        seed,
        new DatasetSpec.Size(OptionalInt.of(8), OptionalInt.of(50), OptionalInt.of(10)));
  }
}

package dev.convoy.worker.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.convoy.cnn.snapshot.Snapshot;
import dev.convoy.cnn.snapshot.SnapshotException;
import dev.convoy.cnn.snapshot.Tensor;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.SnapshotRef;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotStoreTest {
  private static final ExperimentId EXPERIMENT = new ExperimentId("e1");

  @TempDir private Path root;
  private SnapshotStore store;

  @BeforeEach
  void open() {
    store = new SnapshotStore(root);
  }

  @Test
  void namesASnapshotSoThatItIsFoundAgain() {
    Snapshot saved = save(7);

    SnapshotRef ref = store.ref(saved);

    assertThat(ref.location()).isEqualTo("experiments/e1/trial-3/epoch-00007.safetensors");
    assertThat(ref.epoch()).isEqualTo(7);
    assertThat(store.resolve(ref)).isEqualTo(saved);
  }

  @Test
  void refusesWhatIsNotTheOneAskedFor() {
    SnapshotRef ref = store.ref(save(1));
    SnapshotRef other = new SnapshotRef(ref.location(), "00", 1);
    SnapshotRef outside = new SnapshotRef("../elsewhere.safetensors", ref.sha256(), 1);

    assertThatThrownBy(() -> store.resolve(other)).hasMessageContaining("00 is asked for");
    assertThatThrownBy(() -> store.resolve(outside)).hasMessageContaining("outside");
  }

  @Test
  void passesOverSnapshotsThatWereCutShortOrDamaged() throws Exception {
    save(1);
    save(2);
    Snapshot unfinished = save(3);
    Files.delete(unfinished.file().resolveSibling("epoch-00003.json"));
    Snapshot damaged = save(4);
    Files.writeString(damaged.file(), "damaged");

    assertThat(store.latestFirst(EXPERIMENT, 3, 1, 9))
        .extracting(Snapshot::epoch)
        .containsExactly(2, 1);
    assertThat(store.latestFirst(EXPERIMENT, 3, 1, 1))
        .extracting(Snapshot::epoch)
        .containsExactly(1);
    assertThat(store.find(EXPERIMENT, 3, 4)).isEmpty();
    assertThatThrownBy(() -> store.resolve(store.ref(damaged)))
        .isInstanceOf(SnapshotException.class);
  }

  @Test
  void deletesOlderSnapshotsButThoseWorthKeeping() {
    for (int epoch = 1; epoch <= 5; epoch++) {
      save(epoch);
    }

    store.prune(EXPERIMENT, 3, 4, Set.of(2));

    assertThat(store.latestFirst(EXPERIMENT, 3, 1, 9))
        .extracting(Snapshot::epoch)
        .containsExactly(5, 4, 2);
    assertThat(store.folder(EXPERIMENT, 3).toFile().list()).hasSize(6);
  }

  @Test
  void deletesWithASnapshotWhatItAnsweredOnTheValidationSplit() throws Exception {
    for (int epoch = 1; epoch <= 3; epoch++) {
      Files.writeString(store.validation(store.ref(save(epoch))), "answers");
    }

    store.prune(EXPERIMENT, 3, 3, Set.of(2));

    assertThat(store.folder(EXPERIMENT, 3).toFile().list())
        .containsExactlyInAnyOrder(
            "epoch-00002.safetensors",
            "epoch-00002.json",
            "epoch-00002.validation.safetensors",
            "epoch-00003.safetensors",
            "epoch-00003.json",
            "epoch-00003.validation.safetensors");
    assertThat(store.latestFirst(EXPERIMENT, 3, 1, 9))
        .extracting(Snapshot::epoch)
        .containsExactly(3, 2);
  }

  @Test
  void discardsWhatAKilledWorkerLeftOfATrialAlone() throws Exception {
    store.discardUnfinished(EXPERIMENT, 3);
    save(1);
    Path half = store.folder(EXPERIMENT, 3).resolve(".epoch-00002.safetensors.1f2e.tmp");
    Path others = store.folder(EXPERIMENT, 4).resolve(".epoch-00001.json.3d4c.tmp");
    Files.writeString(half, "half");
    Files.createDirectories(others.resolveSibling("."));
    Files.writeString(others, "another trial's");

    store.discardUnfinished(EXPERIMENT, 3);

    assertThat(half).doesNotExist();
    assertThat(others).exists();
    assertThat(store.find(EXPERIMENT, 3, 1)).isPresent();
  }

  private Snapshot save(int epoch) {
    Tensor weights = Tensor.of("weight", List.of(2L), new float[] {epoch, 1});
    return Snapshot.save(
        store.folder(EXPERIMENT, 3),
        epoch,
        List.of(weights),
        JsonNodeFactory.instance.objectNode());
  }
}

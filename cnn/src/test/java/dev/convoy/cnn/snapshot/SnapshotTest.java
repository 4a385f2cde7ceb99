package dev.convoy.cnn.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {

  @TempDir private Path folder;

  @Test
  void givesBackWhatWasSaved() {
    Snapshot saved = save(12);

    Snapshot found = Snapshot.of(saved.file());

    assertThat(found).isEqualTo(saved);
    assertThat(found.file().getFileName()).hasToString("epoch-00012.safetensors");
    try (TensorFile tensors = found.open()) {
      assertThat(tensors.names()).containsExactly("w");
    }
  }

  @Test
  void findsTheLatestByEpoch() {
    save(2);
    save(10);
    save(9);

    assertThat(new SnapshotFolder(folder).latest()).map(Snapshot::epoch).contains(10);
  }

  @Test
  void findsNothingInAFolderThatIsNotThere() {
    assertThat(new SnapshotFolder(folder.resolve("none")).latest()).isEmpty();
  }

  @Test
  void passesOverASnapshotWhoseJsonWasNeverWritten() throws IOException {
    save(1);
    save(2);
    Files.delete(folder.resolve("epoch-00002.json"));

    assertThat(new SnapshotFolder(folder).latest()).map(Snapshot::epoch).contains(1);
  }

  @Test
  void refusesTensorsOtherThanTheJsonWasWrittenFor() throws IOException {
    Snapshot snapshot = save(3);
    byte[] bytes = Files.readAllBytes(snapshot.file());
    bytes[bytes.length - 1] ^= 1;
    Files.write(snapshot.file(), bytes);

    assertThatThrownBy(() -> Snapshot.of(snapshot.file()))
        .isInstanceOf(SnapshotException.class)
        .hasMessageContaining(snapshot.file().toString())
        .hasMessageContaining("SHA-256");
    assertThat(new SnapshotFolder(folder).latest()).isEmpty();
  }

  private Snapshot save(int epoch) {
    ObjectNode description = JsonNodeFactory.instance.objectNode().put("note", "epoch " + epoch);
    Tensor weights = Tensor.of("w", List.of(2L), new float[] {epoch, 1});
    return Snapshot.save(folder, epoch, List.of(weights), description);
  }
}

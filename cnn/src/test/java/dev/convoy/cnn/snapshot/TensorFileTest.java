package dev.convoy.cnn.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.cnn.files.Digests;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorFileTest {

  private static final String ONE_FLOAT = "{'dtype':'F32','shape':[1],'data_offsets':[0,4]}";

  @TempDir private Path folder;

  @Test
  void givesBackWhatWasWritten() throws IOException {
    float[] weights = {1, -2, Float.MIN_VALUE, Float.NaN, 5, 6};
    double[] moments = {Math.PI, -0.0};
    Path file = folder.resolve("a.safetensors");

    String sha256 =
        TensorWriter.write(
            file,
            List.of(
                Tensor.of("conv1.weight", List.of(2L, 3L), weights),
                new Tensor("m", ElementType.F64, List.of(2L), MemorySegment.ofArray(moments)),
                Tensor.of("step", 42)),
            Map.of("by", "test"));

    assertThat(sha256).isEqualTo(Digests.sha256(file));
    try (TensorFile read = TensorFile.open(file)) {
      assertThat(read.metadata()).isEqualTo(Map.of("by", "test"));
      assertThat(read.names()).containsExactlyInAnyOrder("conv1.weight", "m", "step");
      assertThat(read.get("conv1.weight").shape()).containsExactly(2L, 3L);
      assertThat(read.get("conv1.weight").data().toArray(ValueLayout.JAVA_FLOAT_UNALIGNED))
          .containsExactly(weights);
      assertThat(read.get("m").data().toArray(ValueLayout.JAVA_DOUBLE_UNALIGNED))
          .containsExactly(moments);
      assertThat(read.get("step").data().get(ValueLayout.JAVA_LONG_UNALIGNED, 0)).isEqualTo(42);
    }
  }

  @Test
  void namesTheTensorThatIsMissing() {
    Path file = folder.resolve("a.safetensors");
    TensorWriter.write(file, List.of(Tensor.of("step", 1)), Map.of());

    try (TensorFile read = TensorFile.open(file)) {
      assertThatThrownBy(() -> read.get("fc.bias"))
          .isInstanceOf(SnapshotException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("fc.bias");
    }
  }

  @Test
  void refusesAFileCutOffAnywhere() throws IOException {
    Path whole = folder.resolve("whole.safetensors");
    TensorWriter.write(whole, List.of(Tensor.of("w", List.of(3L), new float[3])), Map.of());
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = folder.resolve("cut.safetensors");

    for (int length = 0; length < bytes.length; length++) {
      Files.write(cut, Arrays.copyOf(bytes, length));

      assertThatThrownBy(() -> TensorFile.open(cut))
          .as("cut to %d of %d bytes", length, bytes.length)
          .isInstanceOf(SnapshotException.class)
          .hasMessageContaining(cut.toString());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]                                                            | no JSON object",
        "{'a':ONE,'b':ONE}                                             | overlap",
        "{'a':ONE,'a':ONE}                                             | no JSON",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}        | hole",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}        | header says 8",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}}        | needs 8",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,0]}}        | data_offsets",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[-4,0]}}       | whole number",
        "{'a':{'dtype':'F32','shape':[1.5],'data_offsets':[0,4]}}      | whole number",
        "{'a':{'dtype':'F32','data_offsets':[0,4]}}                    | lacks",
        "{'a':{'dtype':'F8','shape':[1],'data_offsets':[0,4]}}         | F8",
        "{'a':{'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,4]}} | too large",
        "{'a':ONE} x                                                   | no JSON",
      })
  void refusesADishonestHeader(String header, String reason) throws IOException {
    Path file = write(header.replace("ONE", ONE_FLOAT).replace('\'', '"'), new byte[4]);

    assertThatThrownBy(() -> TensorFile.open(file))
        .isInstanceOf(SnapshotException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(reason);
  }

  @Test
  void refusesAHeaderThatClaimsMoreThanThereIs() throws IOException {
    Path file = folder.resolve("huge.safetensors");
    ByteBuffer bytes = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);

    for (long length : new long[] {57, Integer.MAX_VALUE, Long.MAX_VALUE, -1}) {
      Files.write(file, bytes.putLong(0, length).array());

      assertThatThrownBy(() -> TensorFile.open(file))
          .as("length %d", length)
          .isInstanceOf(SnapshotException.class)
          .hasMessageContaining("claims");
    }
  }

  private Path write(String header, byte[] data) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json).put(data);
    return Files.write(folder.resolve("odd.safetensors"), bytes.array());
  }
}

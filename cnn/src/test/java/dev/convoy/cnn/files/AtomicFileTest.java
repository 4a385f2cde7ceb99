package dev.convoy.cnn.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

  @TempDir private Path folder;

  @Test
  void writesPiecesOfAnySizeAndDigestsThem() throws IOException {
    byte[] large = new byte[2_500_000];
    large[2_000_000] = 7;
    Path file = folder.resolve("new/a.bin");

    String sha256 =
        AtomicFile.write(
            file,
            sink -> {
              sink.write(MemorySegment.ofArray(new byte[] {1, 2}));
              sink.write(MemorySegment.ofArray(large));
            });

    assertThat(file).hasSize(2_500_002);
    assertThat(sha256).isEqualTo(Digests.sha256(file));
    assertThat(Files.readAllBytes(file)).endsWith(large);
  }

  @Test
  void leavesTheFormerFileWhenWritingFails() throws IOException {
    Path file = Files.writeString(folder.resolve("a.json"), "former");

    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    sink -> {
                      sink.write(MemorySegment.ofArray(new byte[3_000_000]));
                      throw new IOException("disk full");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("disk full");

    assertThat(file).hasContent("former");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }
}

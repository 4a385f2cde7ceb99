package dev.convoy.cnn.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** K2: what was answered once needn't be computed again. */
class ProbabilityFileTest {
  private static final float[][] ROWS = {{0.25f, 0.75f, 0}, {Float.NaN, 1, 0x1p-149f}};

  @TempDir private Path folder;

  @Test
  void keepsTheSameBits() {
    file("weights").keep(new Probabilities(ROWS));

    float[][] found = file("weights").find().orElseThrow().rows();
    assertThat(Arrays.deepEquals(found, ROWS)).as("%s", Arrays.deepToString(found)).isTrue();
  }

  @Test
  void hasNothingAtFirstAndNothingOfAnotherOrigin() {
    assertThat(file("weights").find()).isEmpty();

    file("others").keep(new Probabilities(ROWS));

    assertThat(file("weights").find()).isEmpty();
    assertThat(file("others").find()).isPresent();
  }

  @Test
  void keepsTheLastThingsItWasGiven() {
    file("others").keep(new Probabilities(ROWS));
    file("weights").keep(new Probabilities(new float[][] {{1}}));

    assertThat(file("weights").find().orElseThrow().rows()).isDeepEqualTo(new float[][] {{1}});
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void whatWasCutOffAnywhereCountsAsNothing() throws IOException {
    ProbabilityFile file = file("weights");
    file.keep(new Probabilities(ROWS));
    byte[] whole = Files.readAllBytes(file.path());
    for (int length = 0; length < whole.length; length++) {
      Files.write(file.path(), Arrays.copyOf(whole, length));

      assertThat(file.find()).as("cut after %d bytes", length).isEmpty();
    }
  }

  private ProbabilityFile file(String weights) {
    return new ProbabilityFile(
        folder.resolve("epoch-00001.validation.safetensors"),
        Map.of("snapshot", weights, "split", "validation"));
  }
}

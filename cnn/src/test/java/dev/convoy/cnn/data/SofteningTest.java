package dev.convoy.cnn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.convoy.cnn.SeededRandom;
import dev.convoy.cnn.kernels.Targets;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** F7: mixup (Zhang et al. 2018), and label smoothing beside it. */
class SofteningTest {

  private static final ImageShape PIXEL = new ImageShape(1, 1, 1);
  private static final long SEED = 11;

  @Test
  @DisplayName("F7: pairs of images and their labels are mixed by the same share")
  void mixesImagesAndLabelsAlike() {
    try (Arena arena = Arena.ofConfined()) {
      Batch batch = numbered(7, arena);

      new Softening(0.4, 0).apply(batch, new SeededRandom(SEED));

      for (int row = 0; row < 7; row++) {
        Targets targets = batch.targets();
        double share = targets.share(row);
        assertThat(share).isBetween(0.5, 1.0);
        assertThat(targets.partner(row)).isEqualTo(6 - row);
        assertThat((double) pixel(batch, row))
            .as("row %d, seed %d", row, SEED)
            .isCloseTo(share * row + (1 - share) * (6 - row), within(1e-5));
      }
    }
  }

  @Test
  void leavesEverythingWhenNothingIsAsked() {
    try (Arena arena = Arena.ofConfined()) {
      Batch batch = numbered(4, arena);

      Softening.NONE.apply(batch, new SeededRandom(SEED));

      assertThat(pixel(batch, 0)).isZero();
      assertThat(batch.targets().of(3, 3, 4)).isEqualTo(1);
    }
  }

  @Test
  void smoothingSpreadsAShareOverAllClasses() {
    try (Arena arena = Arena.ofConfined()) {
      Batch batch = numbered(4, arena);

      new Softening(0, 0.1).apply(batch, new SeededRandom(SEED));

      assertThat(batch.targets().of(3, 3, 4)).isCloseTo(0.925, within(1e-12));
      assertThat(batch.targets().of(3, 0, 4)).isCloseTo(0.025, within(1e-12));
    }
  }

  /** The variance of Beta(a, a) is {@code 1 / (4 (2 a + 1))}, and folding at 1/2 keeps it. */
  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.2, 1, 4})
  void sharesFollowTheBetaDistribution(double alpha) {
    SeededRandom random = new SeededRandom(SEED);
    Softening mixup = new Softening(alpha, 0);
    int count = 20_000;
    double square = 0;
    for (int i = 0; i < count; i++) {
      double share = mixup.share(random);
      assertThat(share).isBetween(0.5, 1.0);
      square += Math.pow(share - 0.5, 2) / count;
    }

    assertThat(square).as("seed %d", SEED).isCloseTo(1 / (4 * (2 * alpha + 1)), within(0.004));
  }

  @Test
  void refusesWhatHasNoMeaning() {
    assertThatThrownBy(() -> new Softening(-1, 0)).hasMessageContaining("mixup");
    assertThatThrownBy(() -> new Softening(0, 1)).hasMessageContaining("labelSmoothing");
  }

  private static Batch numbered(int count, Arena arena) {
    Batch batch = Batch.allocate(count, PIXEL, arena);
    for (int row = 0; row < count; row++) {
      batch.set(row, new float[] {row}, row);
    }
    batch.resize(count);
    return batch;
  }

  private static float pixel(Batch batch, int row) {
    return batch.images().getAtIndex(ValueLayout.JAVA_FLOAT, row);
  }
}

package dev.convoy.cnn.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.cnn.data.ImageShape;
import dev.convoy.cnn.data.ImageSource;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** K2: which of several networks vote together, chosen on validation. */
class GreedySelectionTest {
  /** Four images of two classes: 0, 1, 0, 1. */
  private static final ImageSource IMAGES =
      new ImageSource() {
        @Override
        public int size() {
          return 4;
        }

        @Override
        public ImageShape shape() {
          return new ImageShape(1, 1, 1);
        }

        @Override
        public int classes() {
          return 2;
        }

        @Override
        public int label(int index) {
          return index % 2;
        }

        @Override
        public void read(int index, float[] into) {
          into[0] = 0;
        }
      };

  /** Right about the first three images. */
  private static final Probabilities BEST = sure(0.9f, 0.9f, 0.9f, 0.4f);

  /** Much like the best. */
  private static final Probabilities TWIN = sure(0.8f, 0.8f, 0.8f, 0.4f);

  /** Right about the last two images, and sure of the last. */
  private static final Probabilities OTHER = sure(0.3f, 0.3f, 0.6f, 0.95f);

  /** Always wrong. */
  private static final Probabilities WRONG = sure(0.01f, 0.01f, 0.01f, 0.01f);

  /** Always answers the first class, which is right half the time. */
  private static final Probabilities ALWAYS_FIRST = sure(0.9f, 0.1f, 0.9f, 0.1f);

  private static final Probabilities NAN = sure(Float.NaN, Float.NaN, Float.NaN, Float.NaN);

  @Test
  @DisplayName("K2: greedy forward selection takes the best, then whoever helps it most")
  void takesTheBestAndThenWhoeverHelpsMost() {
    assertThat(GreedySelection.choose(List.of(TWIN, BEST, OTHER), IMAGES, 2)).containsExactly(1, 2);
  }

  @Test
  void endsWhenNobodyHelps() {
    assertThat(GreedySelection.choose(List.of(BEST, WRONG), IMAGES, 2)).containsExactly(0);
  }

  @Test
  void takesNoMoreThanItMay() {
    assertThat(GreedySelection.choose(List.of(TWIN, BEST, OTHER), IMAGES, 1)).containsExactly(1);
  }

  @Test
  void ofEqualsTheFirstIsTaken() {
    assertThat(GreedySelection.choose(List.of(WRONG, BEST, BEST), IMAGES, 1)).containsExactly(1);
  }

  @Test
  void ofEquallyManyHitsTheSurerVoteIsTaken() {
    assertThat(GreedySelection.choose(List.of(TWIN, BEST), IMAGES, 1)).containsExactly(1);
  }

  @Test
  void whoChangesNothingIsNotTaken() {
    assertThat(GreedySelection.choose(List.of(BEST, BEST, BEST), IMAGES, 3)).containsExactly(0);
  }

  @Test
  void aTieInTheMiddleIsDecidedByTheOrderToo() {
    assertThat(GreedySelection.choose(List.of(BEST, WRONG, OTHER, OTHER), IMAGES, 2))
        .containsExactly(0, 2);
  }

  @Test
  void whoAnswersNaNJoinsNobody() {
    Probabilities onceNaN = sure(Float.NaN, 0.9f, 0.9f, 0.99f);

    assertThat(GreedySelection.choose(List.of(NAN, onceNaN, BEST, NAN), IMAGES, 4))
        .containsExactly(2);
  }

  /** The most probable class of an answer without a most probable class is not the first. */
  @Test
  void aNaNIsNoHit() {
    assertThat(NAN.accuracy(IMAGES)).isZero();
    assertThat(NAN.crossEntropy(IMAGES)).isNaN();
    assertThat(GreedySelection.choose(List.of(NAN, ALWAYS_FIRST), IMAGES, 1)).containsExactly(1);
  }

  @Test
  void ifAllAnswersAreNaNTheFirstCandidateIsLeft() {
    assertThat(GreedySelection.choose(List.of(NAN, NAN), IMAGES, 2)).containsExactly(0);
  }

  @Test
  void whoHoldsATrueClassImpossibleIsTakenLastAmongEquals() {
    Probabilities surelyWrong = sure(0.9f, 0.9f, 0.9f, 0);

    assertThat(surelyWrong.crossEntropy(IMAGES)).isInfinite();
    assertThat(GreedySelection.choose(List.of(surelyWrong, TWIN), IMAGES, 1)).containsExactly(1);
    assertThat(GreedySelection.choose(List.of(surelyWrong, surelyWrong), IMAGES, 2))
        .containsExactly(0);
  }

  /** How sure it is of the true class of each image. */
  private static Probabilities sure(float... ofTruth) {
    float[][] rows = new float[ofTruth.length][];
    for (int i = 0; i < ofTruth.length; i++) {
      float other = 1 - ofTruth[i];
      rows[i] = i % 2 == 0 ? new float[] {ofTruth[i], other} : new float[] {other, ofTruth[i]};
    }
    return new Probabilities(rows);
  }
}

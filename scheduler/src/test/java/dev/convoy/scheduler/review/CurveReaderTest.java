package dev.convoy.scheduler.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.convoy.protocol.message.EpochMetrics;
import dev.convoy.protocol.message.Finding;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** J2: reading the curves, each drawn by hand. */
class CurveReaderTest {
  private static final double NAN = Double.NaN;

  @Test
  @DisplayName("J2: still rising: train longer")
  void stillRising() {
    List<EpochMetrics> curve =
        curve(
            new double[] {2.0, 1.8, 1.6, 1.4, 1.2, 1.0},
            new double[] {0.30, 0.40, 0.50, 0.58, 0.66, 0.74},
            new double[] {2.0, 1.8, 1.6, 1.4, 1.3, 1.1},
            new double[] {0.30, 0.40, 0.50, 0.56, 0.64, 0.72});

    assertThat(CurveReader.read(curve))
        .containsExactly(
            new Finding(
                "still-rising",
                "validation accuracy rose from 0.560 after epoch 4 to its best, 0.720, in the last",
                "Train longer"));
  }

  @Test
  @DisplayName("J2: a gap between training and validation: overfit")
  void overfit() {
    List<EpochMetrics> curve =
        curve(
            new double[] {2.0, 1.0, 0.5, 0.3, 0.2, 0.15},
            new double[] {0.3, 0.6, 0.8, 0.9, 0.94, 0.96},
            new double[] {1.9, 1.2, 1.0, 0.98, 0.97, 0.98},
            new double[] {0.3, 0.55, 0.7, 0.72, 0.72, 0.72});

    assertThat(whats(curve)).containsExactly("overfit");
  }

  @Test
  @DisplayName("J2: no gap and low: underfit")
  void underfit() {
    List<EpochMetrics> curve =
        curve(
            new double[] {2.0, 1.8, 1.6, 1.55, 1.5, 1.45},
            new double[] {0.3, 0.4, 0.44, 0.45, 0.45, 0.455},
            new double[] {2.0, 1.8, 1.6, 1.55, 1.5, 1.45},
            new double[] {0.3, 0.4, 0.44, 0.45, 0.452, 0.454});

    assertThat(whats(curve)).containsExactly("underfit");
  }

  @Test
  @DisplayName("J2: flat, then falling: bad initialization")
  void slowStart() {
    List<EpochMetrics> curve =
        curve(
            new double[] {2.30, 2.30, 2.29, 1.9, 1.5, 1.2, 0.9, 0.7, 0.5},
            new double[] {0.1, 0.1, 0.11, 0.3, 0.5, 0.7, 0.8, 0.85, 0.86},
            new double[] {2.3, 2.3, 2.29, 1.9, 1.5, 1.2, 0.9, 0.7, 0.6},
            new double[] {0.1, 0.1, 0.11, 0.3, 0.5, 0.8, 0.81, 0.8, 0.805});

    assertThat(whats(curve)).containsExactly("slow-start");
  }

  @Test
  @DisplayName("J2: flat loss: the rate is too low")
  void flat() {
    double[] low = {2.303, 2.302, 2.301, 2.300, 2.299, 2.298};
    double[] chance = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1};

    assertThat(whats(curve(low, chance, low, chance))).containsExactly("flat");
  }

  @Test
  @DisplayName("J2: exploding or NaN: the rate is too high")
  void explodingAndDiverged() {
    double[] up = {2.3, 2.6, 3.0, 3.5, 4.5, 6.0};
    double[] chance = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1};

    assertThat(whats(curve(up, chance, up, chance))).contains("exploding").doesNotContain("flat");
    assertThat(CurveReader.read(curve(new double[] {2.3, NAN}, chance, up, chance)))
        .extracting(Finding::what, Finding::evidence)
        .containsExactly(tuple("diverged", "the loss was no longer finite after epoch 1"));
  }

  @Test
  @DisplayName("J2: exploding after it had fallen, though not above where it began")
  void explodingLate() {
    List<EpochMetrics> curve =
        curve(
            new double[] {2.3, 1.0, 0.5, 0.3, 0.3, 2.0},
            new double[] {0.1, 0.6, 0.8, 0.9, 0.9, 0.3},
            new double[] {2.2, 1.1, 0.6, 0.5, 0.5, 2.1},
            new double[] {0.1, 0.6, 0.8, 0.85, 0.85, 0.2});

    assertThat(CurveReader.read(curve))
        .extracting(Finding::what, Finding::evidence)
        .containsExactly(
            tuple("exploding", "training loss rose from 0.300 after epoch 4 to 2.000"));
  }

  @Test
  @DisplayName("J2: exploding once and never well again, at chance since")
  void explodingOnceAndForAll() {
    double[] loss = {2.3, 1.0, 0.5, 6.0, 2.31, 2.3, 2.3};
    double[] accuracy = {0.1, 0.6, 0.8, 0.1, 0.1, 0.1, 0.1};

    assertThat(whats(curve(loss, accuracy, loss, accuracy))).containsExactly("exploding");
  }

  @Test
  @DisplayName("J2: a validation loss that is NaN or infinite has diverged")
  void divergedOnValidation() {
    double[] loss = {2.3, 1.0, 0.5, 0.3, 0.2, 0.1};
    double[] accuracy = {0.1, 0.6, 0.8, 0.9, 0.9, 0.9};
    double[] nan = {2.3, 1.0, NAN, 0.5, 0.5, 0.5};
    double[] infinite = {2.3, 1.0, 0.6, 0.5, 0.5, Double.POSITIVE_INFINITY};

    assertThat(whats(curve(loss, accuracy, nan, accuracy))).containsExactly("diverged");
    assertThat(whats(curve(loss, accuracy, infinite, accuracy))).containsExactly("diverged");
  }

  @Test
  @DisplayName("J2: plateau: decay the rate")
  void plateau() {
    List<EpochMetrics> curve =
        curve(
            new double[] {2.0, 1.2, 0.8, 0.501, 0.5, 0.5},
            new double[] {0.3, 0.6, 0.75, 0.85, 0.85, 0.85},
            new double[] {2.0, 1.3, 0.9, 0.7, 0.7, 0.7},
            new double[] {0.3, 0.6, 0.72, 0.8, 0.8, 0.8});

    assertThat(whats(curve)).containsExactly("plateau");
  }

  @Test
  @DisplayName("J2: late overfitting: stop early or keep the best")
  void lateOverfitting() {
    List<EpochMetrics> curve =
        curve(
            new double[] {2.0, 1.0, 0.7, 0.5, 0.4, 0.3},
            new double[] {0.3, 0.6, 0.75, 0.82, 0.85, 0.87},
            new double[] {1.9, 1.1, 0.8, 0.85, 0.9, 1.0},
            new double[] {0.3, 0.6, 0.8, 0.8, 0.79, 0.78});

    assertThat(whats(curve)).containsExactly("late-overfitting");
  }

  @Test
  void aGoodCurveShowsNothing() {
    List<EpochMetrics> curve =
        curve(
            new double[] {1.0, 0.5, 0.3, 0.25, 0.2, 0.18},
            new double[] {0.7, 0.85, 0.9, 0.92, 0.93, 0.94},
            new double[] {0.9, 0.5, 0.35, 0.3, 0.28, 0.28},
            new double[] {0.7, 0.85, 0.89, 0.905, 0.91, 0.91});

    assertThat(whats(curve)).isEmpty();
  }

  @Test
  void theUpsAndDownsOfALossNearZeroAreNoExplosion() {
    double[] high = {0.9, 0.98, 0.99, 0.995, 0.996, 0.995};

    assertThat(
            whats(
                curve(
                    new double[] {0.4, 0.05, 0.01, 0.004, 0.003, 0.006},
                    high,
                    new double[] {0.3, 0.08, 0.06, 0.05, 0.05, 0.05},
                    high)))
        .isEmpty();
  }

  @Test
  void aLossThatRisesALittleAtTheSameRateIsNeitherAPlateauNorAnExplosion() {
    double[] loss = {2.0, 1.2, 0.8, 0.5, 0.49, 0.53};
    double[] accuracy = {0.3, 0.6, 0.75, 0.85, 0.86, 0.85};

    assertThat(whats(curve(loss, accuracy, loss, accuracy))).isEmpty();
  }

  /** Transfer learning, or a run that goes on: everything was learnt before. */
  @Test
  void whatIsGoodFromTheStartIsNotFlat() {
    double[] loss = {0.101, 0.100, 0.101, 0.100, 0.100, 0.100};
    double[] accuracy = {0.96, 0.96, 0.96, 0.961, 0.961, 0.961};

    assertThat(whats(curve(loss, accuracy, loss, accuracy))).isEmpty();
  }

  /** Mixup and the like make the training set harder than the validation set. */
  @Test
  void aLowTrainingAccuracyAloneIsNoUnderfit() {
    List<EpochMetrics> curve =
        curve(
            new double[] {2.0, 1.8, 1.6, 1.55, 1.5, 1.45},
            new double[] {0.3, 0.4, 0.44, 0.45, 0.45, 0.455},
            new double[] {1.5, 1.0, 0.6, 0.4, 0.39, 0.38},
            new double[] {0.5, 0.7, 0.85, 0.92, 0.925, 0.925});

    assertThat(whats(curve)).isEmpty();
  }

  @Test
  void aWarmUpIsNoSlowStart() {
    double[] loss = {2.30, 2.29, 2.28, 1.6, 1.2, 0.9, 0.6, 0.5, 0.45};
    double[] accuracy = {0.1, 0.11, 0.12, 0.5, 0.7, 0.855, 0.86, 0.86, 0.86};
    double[] rates = {0.001, 0.005, 0.01, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
    List<EpochMetrics> warmedUp = new ArrayList<>();
    for (int i = 0; i < loss.length; i++) {
      warmedUp.add(new EpochMetrics(loss[i], accuracy[i], loss[i], accuracy[i], rates[i], 1, 1));
    }

    assertThat(whats(warmedUp)).isEmpty();
  }

  @Test
  void aFewEpochsSayNothingUnlessTheyDiverge() {
    double[] two = {2.3, 2.3};

    assertThat(whats(curve(two, two, two, two))).isEmpty();
    assertThat(whats(List.of())).isEmpty();
  }

  @Test
  void whatMostTrialsShowTheExperimentShows() {
    Finding rising = new Finding("still-rising", "so it is", "Train longer");
    Majority majority = new Majority();
    majority.add(List.of(rising));
    majority.add(List.of());

    assertThat(majority.findings()).isEmpty();

    majority.add(List.of(rising));

    assertThat(majority.findings())
        .containsExactly(
            new Finding(
                "still-rising", "2 of the 3 trials whose curves can be read", "Train longer"));
  }

  private static List<String> whats(List<EpochMetrics> curve) {
    return CurveReader.read(curve).stream().map(Finding::what).toList();
  }

  /** Training loss and accuracy, then the same on validation. */
  private static List<EpochMetrics> curve(double[]... columns) {
    List<EpochMetrics> curve = new ArrayList<>();
    for (int i = 0; i < columns[0].length; i++) {
      curve.add(
          new EpochMetrics(columns[0][i], columns[1][i], columns[2][i], columns[3][i], 0.1, 1, 1));
    }
    return curve;
  }
}

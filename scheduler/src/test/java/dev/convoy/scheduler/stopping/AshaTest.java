package dev.convoy.scheduler.stopping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** I5: ASHA by promotion, against tables computed by hand. */
class AshaTest {
  /** Rungs at 1, 4 and 16 epochs of 64. */
  private final RungTable table = new RungTable(new Asha(Ladder.of(1, 4, 64), 4), 64);

  /** Sixteen results as they come; the four best are those of trials 2, 3, 7 and 12. */
  private static final double[] ARRIVALS = {
    0.10, 0.20, 0.80, 0.85, 0.30, 0.15, 0.25, 0.82, 0.35, 0.05, 0.40, 0.45, 0.81, 0.12, 0.50, 0.55
  };

  @Test
  @DisplayName("I5: of 16 that come at eta 4 promotion sends 4 on, where stopping keeps 6")
  void ofSixteenThatComeAtEtaFourFourArePromoted() {
    List<String> promoted = arriveAll(ARRIVALS);

    assertThat(promoted).containsExactly("3@1", "7@1", "2@1", "12@1");
    assertThat(RuleTable.kept(new AshaStoppingRule(Ladder.of(1, 4, 64), 4), ARRIVALS))
        .containsExactly(0, 1, 2, 3, 7, 12);
  }

  @Test
  void theBestFirstOfSixteenPromotesAtEveryFourth() {
    List<Integer> when = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      if (!table.arrive(table.create(), 1 - 0.01 * i).isEmpty()) {
        when.add(i + 1);
      }
    }

    assertThat(when).containsExactly(4, 8, 12, 16);
  }

  @Test
  void theHighestRungIsServedFirst() {
    arriveAll(ARRIVALS);
    table.arrive(3, 0.8);
    table.arrive(7, 0.85);
    table.arrive(2, 0.7);

    assertThat(table.arrive(12, 0.6)).containsExactly("7@4");
  }

  @Test
  void ofEqualsTheFirstCreatedGoesOn() {
    assertThat(arriveAll(0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5)).containsExactly("0@1", "1@1");
  }

  @Test
  void whatIsNotFiniteIsCountedButNeverPromoted() {
    double nan = Double.NaN;

    assertThat(arriveAll(nan, nan, nan, nan, nan, nan, nan)).isEmpty();
    assertThat(table.arrive(table.create(), 0.1)).containsExactly("7@1");
  }

  @Test
  void aTrialThatFailsOnItsWayNeverCame() {
    arriveAll(0.1, 0.2, 0.3);
    table.lose(table.create());

    assertThat(table.arrive(table.create(), 0.05)).containsExactly("2@1");
  }

  @Test
  void theReasonCountsWhoCame() {
    arriveAll(0.1, 0.2, 0.3, 0.4, 0.5);

    assertThat(new Asha(Ladder.of(1, 4, 64), 4).passedOver(table.history(), 0).detail())
        .isEqualTo("not among the best 1 of 5 trials after epoch 1");
  }

  @Test
  void aLadderEndsBelowTheLastEpoch() {
    assertThat(Ladder.of(1, 4, 64).rungs()).containsExactly(1, 4, 16);
    assertThat(Ladder.of(2, 3, 30).rungs()).containsExactly(2, 6, 18);
    assertThat(Ladder.of(5, 3, 5).rungs()).isEmpty();
    assertThatThrownBy(() -> Ladder.of(0, 3, 5)).hasMessageContaining("not 0 and 3");
  }

  private List<String> arriveAll(double... accuracies) {
    List<String> promoted = new ArrayList<>();
    for (double accuracy : accuracies) {
      promoted.addAll(table.arrive(table.create(), accuracy));
    }
    return promoted;
  }
}

package dev.convoy.scheduler.stopping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.scheduler.history.Rung;
import dev.convoy.scheduler.history.Rungs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * I5: the bracket by which ASHA was published (Li et al. 2020): n = 9 trials of r = 1 to R = 9
 * epochs at eta = 3, so rungs of 9, 3 and 1; in three orders of arrival, each worked out by hand.
 */
class AshaBracketTest {
  private static final Ladder LADDER = Ladder.of(1, 3, 9);
  private static final double[] BEST_FIRST = {0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1};
  private static final double[] WORST_FIRST = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9};
  private static final double[] MIXED = {0.5, 0.9, 0.1, 0.4, 0.8, 0.2, 0.7, 0.3, 0.6};

  private final RungTable table = new RungTable(new Asha(LADDER, 3), 9);

  @Test
  void theRungsAreAfterOneAndThreeEpochs() {
    assertThat(LADDER.rungs()).containsExactly(1, 3);
  }

  /** The best third of 3 is the first, of 6 the first two, of 9 the first three. */
  @Test
  @DisplayName("I5: n=9, r=1, R=9, eta=3, best first: rungs of 9, 3 and 1")
  void bestFirstEveryThirdArrivalPromotesOne() {
    assertThat(arriveAll(BEST_FIRST))
        .containsExactly("0@1 by the 3rd", "1@1 by the 6th", "2@1 by the 9th");
    assertThat(table.arrive(0, 0.5)).isEmpty();
    assertThat(table.arrive(1, 0.6)).isEmpty();
    assertThat(table.arrive(2, 0.7)).containsExactly("2@3");
    assertThat(table.arrive(2, 0.9)).isEmpty();
    assertThat(rung(1)).containsExactly(9, 3);
    assertThat(rung(3)).containsExactly(3, 1);
  }

  /**
   * Of the first three 0.9 is the best, and stays so until the sixth, when a third of them is two:
   * 0.9 and 0.8. With the ninth it is three: 0.7 has waited since the seventh.
   */
  @Test
  @DisplayName("I5: n=9, r=1, R=9, eta=3, in mixed order: rungs of 9, 3 and 1")
  void inMixedOrderThoseGoOnThatAreBestOfAll() {
    assertThat(arriveAll(MIXED))
        .containsExactly("1@1 by the 3rd", "4@1 by the 6th", "6@1 by the 9th");
    assertThat(table.arrive(1, 0.6)).isEmpty();
    assertThat(table.arrive(4, 0.9)).isEmpty();
    assertThat(table.arrive(6, 0.7)).containsExactly("4@3");
    assertThat(rung(1)).containsExactly(9, 3);
    assertThat(rung(3)).containsExactly(3, 1);
  }

  /**
   * From the third on whoever comes is the best so far, and so within the best third: seven go on.
   * That is what not waiting costs, as the paper says; the worst two never do.
   */
  @Test
  void worstFirstEverybodyIsPromotedFromTheThirdOn() {
    assertThat(arriveAll(WORST_FIRST))
        .containsExactly(
            "2@1 by the 3rd",
            "3@1 by the 4th",
            "4@1 by the 5th",
            "5@1 by the 6th",
            "6@1 by the 7th",
            "7@1 by the 8th",
            "8@1 by the 9th");
    assertThat(rung(1)).containsExactly(9, 7);
  }

  /**
   * Stopping keeps max(1, n/3) of n. Best first: 0.9 leads, 0.8 is not the one best of two, and all
   * after it are worse than the best third. Mixed: 0.5 is the first, 0.9 the best of two; 0.8 comes
   * fifth, when one is kept, 0.7 seventh, when two are, 0.6 ninth, when three are. Worst first:
   * whoever comes is the best.
   */
  @Test
  @DisplayName("I5: asha-stopping on the same bracket keeps 1, 2 or 9, as they come")
  void stoppingKeepsWhomItSawTooEarly() {
    AshaStoppingRule rule = new AshaStoppingRule(LADDER, 3);

    assertThat(RuleTable.kept(rule, BEST_FIRST)).containsExactly(0);
    assertThat(RuleTable.kept(rule, MIXED)).containsExactly(0, 1);
    assertThat(RuleTable.kept(rule, WORST_FIRST)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
  }

  private List<String> arriveAll(double... accuracies) {
    List<String> promoted = new ArrayList<>();
    for (int i = 0; i < accuracies.length; i++) {
      String nth = (i + 1) + (i == 2 ? "rd" : "th");
      table
          .arrive(table.create(), accuracies[i])
          .forEach(one -> promoted.add(one + " by the " + nth));
    }
    return promoted;
  }

  /** How many came to the rung after an epoch, and how many went on. */
  private List<Integer> rung(int epoch) {
    Rung rung = table.history().rungs().at(new Rungs.Place(0, epoch));
    return List.of(rung.arrived(), rung.promoted());
  }
}

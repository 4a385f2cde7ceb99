package dev.convoy.scheduler.stopping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** I5: Hyperband's brackets as published, and a small one played by hand. */
class HyperbandTest {

  @Test
  @DisplayName("I5: Hyperband's brackets for R=81 and eta=3 (Li et al. 2018, table 1)")
  void theBracketsAreThePublishedOnes() {
    assertThat(Brackets.of(81, 3).brackets())
        .extracting(bracket -> rungs(bracket, 3, 81))
        .containsExactly(
            "81@1 27@3 9@9 3@27 1@81",
            "34@3 11@9 3@27 1@81",
            "15@9 5@27 1@81",
            "8@27 2@81",
            "5@81");
  }

  @Test
  void epochsThatDoNotDivideAreRoundedDown() {
    assertThat(Brackets.of(10, 3).brackets())
        .extracting(bracket -> rungs(bracket, 3, 10))
        .containsExactly("9@1 3@3 1@10", "5@3 1@10", "3@10");
  }

  /** By hand: nobody goes on before all nine have come; then the best third, and of these one. */
  @Test
  @DisplayName("I5: the bracket of n=9, r=1, R=9 and eta=3 has rungs of 9, 3 and 1 in any order")
  void thePublishedBracketOfNineSendsThreeOnAndThenOne() {
    RungTable table = new RungTable(new Hyperband(Brackets.of(9, 3), 3, 17), 9);
    double[] scores = {0.5, 0.9, 0.1, 0.4, 0.8, 0.2, 0.7, 0.3, 0.6};
    create(table, 9);
    for (int trial = 0; trial < 8; trial++) {
      assertThat(table.arrive(trial, scores[trial])).isEmpty();
    }

    assertThat(table.arrive(8, scores[8]))
        .containsExactly("1@1", "4@1", "6@1", "-8", "-0", "-3", "-7", "-5", "-2");
    assertThat(table.arrive(1, 0.6)).isEmpty();
    assertThat(table.arrive(4, 0.9)).isEmpty();
    assertThat(table.arrive(6, 0.7)).containsExactly("4@3", "-6", "-1");
    assertThat(table.arrive(4, 0.9)).isEmpty();
    assertThat(Brackets.of(9, 3).brackets())
        .extracting(bracket -> rungs(bracket, 3, 9))
        .containsExactly("9@1 3@3 1@9", "5@3 1@9", "3@9");
  }

  /** R=4, eta=2: brackets 4@1 2@2 1@4, then 3@2 1@4, then 3@4. */
  @Test
  void aRungWaitsForAllAndDropsTheRest() {
    RungTable table = table(10);
    create(table, 4);

    assertThat(table.arrive(0, 0.1)).isEmpty();
    assertThat(table.arrive(3, 0.4)).isEmpty();
    assertThat(table.arrive(1, 0.2)).isEmpty();
    assertThat(table.arrive(2, 0.3)).containsExactly("3@1", "2@1", "-1", "-0");
    assertThat(table.arrive(3, 0.3)).isEmpty();
    assertThat(table.arrive(2, 0.35)).containsExactly("2@2", "-3");
  }

  @Test
  void trialsBelongToBracketsInTurn() {
    Hyperband hyperband = new Hyperband(Brackets.of(4, 2), 2, 100);

    assertThat(IntStream.range(0, 15).map(hyperband::bracket))
        .containsExactly(0, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 4);
    assertThat(hyperband.legEnd(0, 0, 4)).isEqualTo(1);
    assertThat(hyperband.legEnd(5, 0, 4)).isEqualTo(2);
    assertThat(hyperband.legEnd(8, 0, 4)).isEqualTo(4);
    assertThat(hyperband.waitsAfter(5, 1)).isFalse();
  }

  @Test
  void whoEndsOnItsWayIsNotWaitedFor() {
    RungTable table = table(10);
    create(table, 4);
    table.arrive(0, 0.1);
    table.arrive(1, 0.2);
    table.arrive(2, 0.3);

    assertThat(table.lose(3)).containsExactly("2@1", "1@1", "-0");
    assertThat(table.lose(2)).isEmpty();
    assertThat(table.arrive(1, 0.2)).containsExactly("1@2");
  }

  @Test
  void aBracketCutShortIsAsLargeAsItIs() {
    RungTable table = table(2);
    create(table, 2);
    table.arrive(0, 0.1);

    assertThat(table.arrive(1, 0.2)).containsExactly("1@1", "-0");
  }

  @Test
  void whatIsNotFiniteIsDroppedEvenIfAPlaceIsLeft() {
    RungTable table = table(10);
    create(table, 4);
    table.arrive(0, Double.NaN);
    table.arrive(1, Double.NaN);
    table.arrive(2, Double.NaN);

    assertThat(table.arrive(3, 0.5)).containsExactly("3@1", "-0", "-1", "-2");
  }

  private static RungTable table(int budget) {
    return new RungTable(new Hyperband(Brackets.of(4, 2), 2, budget), 4);
  }

  private static void create(RungTable table, int trials) {
    IntStream.range(0, trials).forEach(i -> table.create());
  }

  private static String rungs(Brackets.Bracket bracket, int eta, int epochs) {
    List<String> rungs = new ArrayList<>();
    int trials = bracket.trials();
    for (int rung : bracket.ladder().rungs()) {
      rungs.add(trials + "@" + rung);
      trials /= eta;
    }
    rungs.add(trials + "@" + epochs);
    return String.join(" ", rungs);
  }
}

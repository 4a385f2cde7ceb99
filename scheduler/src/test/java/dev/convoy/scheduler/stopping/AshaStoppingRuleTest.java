package dev.convoy.scheduler.stopping;

import static dev.convoy.scheduler.stopping.RuleTable.accuracies;
import static dev.convoy.scheduler.stopping.RuleTable.curve;
import static dev.convoy.scheduler.stopping.RuleTable.losses;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AshaStoppingRuleTest extends StoppingRuleContract {
  private static final AshaStoppingRule RULE = new AshaStoppingRule(Ladder.of(1, 2, 9), 2);

  @Override
  StoppingRule rule() {
    return RULE;
  }

  @Test
  void stopsAtARungWhatIsNotAmongTheBestHalf() {
    assertThat(
            RULE.verdict(accuracies(curve(0.1), curve(0.4), curve(0.3), curve(0.2)), 3, 1)
                .orElseThrow()
                .detail())
        .isEqualTo("0.2000 is not among the best 2 of 4 that have come to epoch 1 (0.3000)");
    assertThat(RULE.verdict(accuracies(curve(0.1), curve(0.4), curve(0.2), curve(0.3)), 3, 1))
        .isEmpty();
  }

  @Test
  void isSilentBetweenRungs() {
    assertThat(RULE.verdict(accuracies(curve(1, 1, 1), curve(0, 0, 0)), 1, 3)).isEmpty();
    assertThat(RULE.verdict(accuracies(curve(1, 1, 1, 1), curve(0, 0, 0, 0)), 1, 4)).isPresent();
  }

  @Test
  void aTieGoesOnAndALossIsBetterWhenSmaller() {
    assertThat(RULE.verdict(accuracies(curve(0.5), curve(0.5)), 1, 1)).isEmpty();
    assertThat(RULE.verdict(losses(curve(0.5), curve(0.6)), 1, 1)).isPresent();
    assertThat(RULE.verdict(losses(curve(0.5), curve(0.4)), 1, 1)).isEmpty();
  }

  @Test
  void whatIsNotFiniteStopsUnlessItIsTheFirst() {
    assertThat(RULE.verdict(accuracies(curve(Double.NaN)), 0, 1)).isEmpty();
    assertThat(RULE.verdict(accuracies(curve(Double.NaN), curve(Double.NaN)), 1, 1)).isPresent();
  }
}

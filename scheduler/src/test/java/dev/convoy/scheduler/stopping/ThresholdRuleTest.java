package dev.convoy.scheduler.stopping;

import static dev.convoy.scheduler.stopping.RuleTable.accuracies;
import static dev.convoy.scheduler.stopping.RuleTable.curve;
import static dev.convoy.scheduler.stopping.RuleTable.losses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ThresholdRuleTest extends StoppingRuleContract {
  private static final ThresholdRule HALF_BY_THREE = new ThresholdRule(0.5, 3);

  @Override
  StoppingRule rule() {
    return HALF_BY_THREE;
  }

  @Test
  void stopsWhatHasNotReachedItByThen() {
    assertThat(HALF_BY_THREE.verdict(accuracies(curve(0.1, 0.2, 0.4)), 0, 2)).isEmpty();
    assertThat(HALF_BY_THREE.verdict(accuracies(curve(0.1, 0.2, 0.4)), 0, 3).orElseThrow().detail())
        .isEqualTo("best of 3 epochs (0.4000) has not reached 0.5 by epoch 3");
  }

  @Test
  void reachingItOnceIsEnoughAndATieIsReachingIt() {
    assertThat(HALF_BY_THREE.verdict(accuracies(curve(0.1, 0.5, 0.4)), 0, 3)).isEmpty();
  }

  @Test
  void aLossMustHaveFallenToIt() {
    assertThat(HALF_BY_THREE.verdict(losses(curve(0.9, 0.7, 0.6)), 0, 3)).isPresent();
    assertThat(HALF_BY_THREE.verdict(losses(curve(0.9, 0.7, 0.5)), 0, 3)).isEmpty();
  }

  @Test
  void whatIsNotFiniteReachesNothing() {
    assertThat(HALF_BY_THREE.verdict(accuracies(curve(0.1, 0.2, Double.NaN)), 0, 3)).isPresent();
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> new ThresholdRule(Double.NaN, 3)).hasMessageContaining("NaN");
  }
}

package dev.convoy.scheduler.stopping;

import static dev.convoy.scheduler.stopping.RuleTable.accuracies;
import static dev.convoy.scheduler.stopping.RuleTable.curve;
import static dev.convoy.scheduler.stopping.RuleTable.losses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.scheduler.history.RecordedHistory;
import org.junit.jupiter.api.Test;

class MedianRuleTest extends StoppingRuleContract {
  private static final MedianRule RULE = new MedianRule(2, 0);

  @Override
  StoppingRule rule() {
    return RULE;
  }

  /** Running averages of the others at epoch 2: 0.25, 0.5, 0.75; their median: 0.5. */
  private static RecordedHistory against(double... judged) {
    return accuracies(curve(0.25, 0.25), curve(0.25, 0.75), curve(0.5, 1.0), judged);
  }

  @Test
  void stopsATrialWhoseBestIsBelowTheMedianOfTheOthersAverages() {
    assertThat(RULE.verdict(against(0.125, 0.375), 3, 2)).isPresent();
  }

  @Test
  void theBestSoFarCountsNotTheLast() {
    assertThat(RULE.verdict(against(0.625, 0.125), 3, 2)).isEmpty();
  }

  @Test
  void aTieLives() {
    assertThat(RULE.verdict(against(0.5, 0.25), 3, 2)).isEmpty();
  }

  @Test
  void anEvenNumberOfOthersIsJudgedByTheMeanOfTheMiddleTwo() {
    RecordedHistory history = accuracies(curve(0.25), curve(0.75), curve(0.5), curve(0.375));

    assertThat(new MedianRule(2, 0).verdict(history, 3, 1)).isPresent();
    assertThat(
            new MedianRule(2, 0).verdict(accuracies(curve(0.25), curve(0.75), curve(0.4375)), 2, 1))
        .isPresent();
    assertThat(new MedianRule(2, 0).verdict(accuracies(curve(0.25), curve(0.75), curve(0.5)), 2, 1))
        .isEmpty();
  }

  @Test
  void isSilentUntilEnoughOthersHaveReachedTheEpoch() {
    RecordedHistory history =
        accuracies(curve(0.9, 0.9), curve(0.8), curve(0.7, 0.8), curve(0.1, 0.1));

    assertThat(new MedianRule(2, 0).verdict(history, 3, 2)).isPresent();
    assertThat(new MedianRule(3, 0).verdict(history, 3, 1)).isPresent();
    assertThat(new MedianRule(3, 0).verdict(history, 3, 2)).isEmpty();
  }

  @Test
  void isSilentDuringTheWarmup() {
    assertThat(new MedianRule(2, 2).verdict(against(0.1, 0.1), 3, 2)).isEmpty();
    assertThat(new MedianRule(2, 1).verdict(against(0.1, 0.1), 3, 2)).isPresent();
  }

  @Test
  void smallerLossesAreBetter() {
    RecordedHistory history = losses(curve(0.5), curve(0.6), curve(0.7), curve(0.65), curve(0.55));

    assertThat(RULE.verdict(history, 3, 1).orElseThrow().detail())
        .isEqualTo(
            "best of 1 epochs (0.6500) is worse than the median average of 4 others (0.5750)");
    assertThat(RULE.verdict(history, 4, 1)).isEmpty();
  }

  @Test
  void whatIsNotFiniteIsTheWorstThereIs() {
    double nan = Double.NaN;

    assertThat(RULE.verdict(accuracies(curve(0.1), curve(0.2), curve(nan)), 2, 1)).isPresent();
    assertThat(RULE.verdict(accuracies(curve(nan), curve(nan), curve(nan)), 2, 1)).isEmpty();
    assertThat(RULE.verdict(accuracies(curve(nan), curve(0.5), curve(0.1)), 2, 1)).isEmpty();
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> new MedianRule(0, 0)).hasMessageContaining("not 0");
    assertThatThrownBy(() -> new MedianRule(1, -1)).hasMessageContaining("-1");
  }
}

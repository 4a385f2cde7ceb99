package dev.convoy.scheduler.stopping;

import static dev.convoy.scheduler.stopping.RuleTable.accuracies;
import static dev.convoy.scheduler.stopping.RuleTable.curve;
import static dev.convoy.scheduler.stopping.RuleTable.losses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.scheduler.history.RecordedHistory;
import org.junit.jupiter.api.Test;

class PercentileRuleTest extends StoppingRuleContract {
  private static final PercentileRule QUARTER = new PercentileRule(0.25, 2, 0);

  @Override
  StoppingRule rule() {
    return QUARTER;
  }

  /** Averages of the others: 0.1, 0.2, 0.3, 0.4, 0.5; the quantile at 0.75 is 0.4. */
  private static RecordedHistory against(double judged) {
    return accuracies(curve(0.1), curve(0.5), curve(0.3), curve(0.2), curve(0.4), curve(judged));
  }

  @Test
  void stopsATrialOutsideTheBestQuarter() {
    assertThat(QUARTER.verdict(against(0.39), 5, 1).orElseThrow().detail())
        .isEqualTo(
            "best of 1 epochs (0.3900) is worse than the averages of the best 25.00 % of 5 others"
                + " (0.4000)");
    assertThat(QUARTER.verdict(against(0.41), 5, 1)).isEmpty();
  }

  @Test
  void aTieLives() {
    assertThat(QUARTER.verdict(against(0.4), 5, 1)).isEmpty();
  }

  @Test
  void betweenTwoOthersTheEdgeIsInterpolated() {
    RecordedHistory history = accuracies(curve(0.0), curve(0.8), curve(0.59));
    RecordedHistory better = accuracies(curve(0.0), curve(0.8), curve(0.61));

    assertThat(QUARTER.verdict(history, 2, 1)).isPresent();
    assertThat(QUARTER.verdict(better, 2, 1)).isEmpty();
  }

  @Test
  void withAHalfItIsTheMedianRule() {
    RecordedHistory history = losses(curve(0.5), curve(0.6), curve(0.7), curve(0.65), curve(0.55));

    for (int trial = 0; trial < 5; trial++) {
      assertThat(new PercentileRule(0.5, 2, 0).verdict(history, trial, 1).isPresent())
          .isEqualTo(new MedianRule(2, 0).verdict(history, trial, 1).isPresent());
    }
  }

  @Test
  void isSilentWithFewOthersAndDuringTheWarmup() {
    assertThat(new PercentileRule(0.25, 6, 0).verdict(against(0.1), 5, 1)).isEmpty();
    assertThat(new PercentileRule(0.25, 2, 1).verdict(against(0.1), 5, 1)).isEmpty();
  }

  @Test
  void whatIsNotFiniteIsTheWorstThereIs() {
    assertThat(QUARTER.verdict(against(Double.NaN), 5, 1)).isPresent();
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> new PercentileRule(1, 1, 0)).hasMessageContaining("not 1.0");
  }
}

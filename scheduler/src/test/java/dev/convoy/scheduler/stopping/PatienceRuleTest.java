package dev.convoy.scheduler.stopping;

import static dev.convoy.scheduler.stopping.RuleTable.accuracies;
import static dev.convoy.scheduler.stopping.RuleTable.curve;
import static dev.convoy.scheduler.stopping.RuleTable.losses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.scheduler.history.RecordedHistory;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** J1: early stopping, with patience. */
class PatienceRuleTest extends StoppingRuleContract {
  private static final PatienceRule TWO = new PatienceRule(2, 0);

  @Override
  StoppingRule rule() {
    return TWO;
  }

  @Test
  void stopsAtTheSecondEpochInARowThatIsNoBetter() {
    assertThat(stopEpoch(TWO, accuracies(curve(0.5, 0.6, 0.4, 0.61, 0.6, 0.59, 0.9)))).hasValue(6);
  }

  @Test
  void aTieIsNoImprovement() {
    assertThat(stopEpoch(TWO, accuracies(curve(0.5, 0.5, 0.5)))).hasValue(3);
  }

  @Test
  void anImprovementMustExceedMinDelta() {
    PatienceRule rule = new PatienceRule(2, 0.125);

    assertThat(stopEpoch(rule, accuracies(curve(0.5, 0.5625, 0.625, 0.75)))).hasValue(3);
    assertThat(stopEpoch(rule, accuracies(curve(0.5, 0.625, 0.625, 0.75)))).hasValue(3);
    assertThat(stopEpoch(rule, accuracies(curve(0.5, 0.5625, 0.6875, 0.75)))).isEmpty();
  }

  @Test
  void aLossImprovesDownwards() {
    assertThat(stopEpoch(TWO, losses(curve(2.0, 1.5, 1.6, 1.7)))).hasValue(4);
    assertThat(stopEpoch(TWO, losses(curve(2.0, 1.5, 1.2, 1.1)))).isEmpty();
  }

  @Test
  void whatIsNotFiniteNeverImproves() {
    double nan = Double.NaN;
    double infinite = Double.POSITIVE_INFINITY;

    assertThat(stopEpoch(TWO, accuracies(curve(0.5, nan, 0.6, nan, infinite)))).hasValue(5);
    assertThat(stopEpoch(TWO, accuracies(curve(nan, nan)))).hasValue(2);
    assertThat(stopEpoch(TWO, accuracies(curve(nan, 0.1, 0.2)))).isEmpty();
  }

  @Test
  void theReasonNamesTheEpochItWaitedSince() {
    assertThat(TWO.verdict(losses(curve(2.0, 1.5, 1.6, 1.7)), 0, 4).orElseThrow().detail())
        .isEqualTo("no better than epoch 2's 1.5000 in 2 epochs");
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> new PatienceRule(0, 0)).hasMessageContaining("not 0");
    assertThatThrownBy(() -> new PatienceRule(1, Double.NaN)).hasMessageContaining("NaN");
  }

  private static OptionalInt stopEpoch(StoppingRule rule, RecordedHistory history) {
    return IntStream.rangeClosed(1, history.curve(0).epochs())
        .filter(epoch -> rule.verdict(history, 0, epoch).isPresent())
        .findFirst();
  }
}

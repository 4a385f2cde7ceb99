package dev.convoy.scheduler.stopping;

import static dev.convoy.scheduler.stopping.RuleTable.accuracies;
import static dev.convoy.scheduler.stopping.RuleTable.curve;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.protocol.message.Reason;
import dev.convoy.scheduler.history.RecordedHistory;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AllOfRuleTest extends StoppingRuleContract {
  private static final MedianRule MEDIAN = new MedianRule(2, 0);
  private static final PatienceRule PATIENCE = new PatienceRule(1, 0);
  private static final AllOfRule BOTH = new AllOfRule(List.of(MEDIAN, PATIENCE));

  @Override
  StoppingRule rule() {
    return BOTH;
  }

  /**
   * By hand, epoch by epoch. The others' running averages: 0.5 each at 1 to 4, so their median is
   * 0.5. Trial 2 is below it throughout (its best: 0.25, 0.25, 0.375, 0.375) and brings nothing new
   * at epochs 2 and 4. Trial 3 is below it at 1 alone, and brings nothing new at 3 and 4.
   */
  private static RecordedHistory table() {
    return accuracies(
        curve(0.5, 0.5, 0.5, 0.5),
        curve(0.5, 0.5, 0.5, 0.5),
        curve(0.25, 0.25, 0.375, 0.125),
        curve(0.25, 0.75, 0.75, 0.5));
  }

  private static int[] speaks(StoppingRule rule, int trial) {
    return IntStream.rangeClosed(1, 4)
        .filter(epoch -> rule.verdict(table(), trial, epoch).isPresent())
        .toArray();
  }

  @Test
  void stopsOnlyWhereAllAgree() {
    assertThat(speaks(MEDIAN, 2)).containsExactly(1, 2, 3, 4);
    assertThat(speaks(PATIENCE, 2)).containsExactly(2, 4);
    assertThat(speaks(BOTH, 2)).containsExactly(2, 4);
    assertThat(speaks(MEDIAN, 3)).containsExactly(1);
    assertThat(speaks(PATIENCE, 3)).containsExactly(3, 4);
    assertThat(speaks(BOTH, 3)).isEmpty();
  }

  @Test
  void theReasonNamesAllOfTheirs() {
    assertThat(BOTH.verdict(table(), 2, 2))
        .contains(
            new Reason(
                "all-of",
                "median: best of 2 epochs (0.2500) is worse than the median average of 3 others"
                    + " (0.5000); patience: no better than epoch 1's 0.2500 in 1 epochs"));
  }

  @Test
  void oneThatIsStillSilentKeepsTheTrialAlive() {
    AllOfRule early = new AllOfRule(List.of(new MedianRule(4, 0), PATIENCE));

    assertThat(speaks(early, 2)).isEmpty();
  }

  @Test
  void oneAloneIsItself() {
    assertThat(speaks(new AllOfRule(List.of(PATIENCE)), 2)).isEqualTo(speaks(PATIENCE, 2));
  }

  @Test
  void holdsWrappersToo() {
    StoppingRule late = new GraceRule(3, MEDIAN);

    assertThat(speaks(new AllOfRule(List.of(PATIENCE, late)), 2)).containsExactly(4);
    assertThat(speaks(new AllOfRule(List.of(MEDIAN, new AnyOfRule(List.of(late, PATIENCE)))), 2))
        .containsExactly(2, 3, 4);
  }

  @Test
  void refusesToAgreeAmongNobody() {
    assertThatThrownBy(() -> new AllOfRule(List.of())).hasMessageContaining("at least 1 rule");
  }
}

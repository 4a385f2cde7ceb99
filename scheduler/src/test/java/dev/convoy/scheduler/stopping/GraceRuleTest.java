package dev.convoy.scheduler.stopping;

import static dev.convoy.scheduler.stopping.RuleTable.accuracies;
import static dev.convoy.scheduler.stopping.RuleTable.curve;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.scheduler.history.RecordedHistory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GraceRuleTest extends StoppingRuleContract {
  private static final PatienceRule PATIENCE = new PatienceRule(2, 0);

  @Override
  StoppingRule rule() {
    return new GraceRule(3, PATIENCE);
  }

  /** Epochs 1 to 7; the best is the second, then the sixth. */
  private static RecordedHistory wavering() {
    return accuracies(curve(0.5, 0.6, 0.5, 0.5, 0.5, 0.7, 0.6));
  }

  /**
   * By hand: patience of 2 speaks where the best is 2 epochs old or more, which are epochs 4 and 5,
   * for epoch 6 is the best so far, and at 7 that is 1 epoch old.
   */
  @Test
  void isAskedFromItsEpochOnAndNotBefore() {
    assertThat(speaks(PATIENCE)).containsExactly(4, 5);
    assertThat(speaks(new GraceRule(1, PATIENCE))).containsExactly(4, 5);
    assertThat(speaks(new GraceRule(4, PATIENCE))).containsExactly(4, 5);
    assertThat(speaks(new GraceRule(5, PATIENCE))).containsExactly(5);
    assertThat(speaks(new GraceRule(6, PATIENCE))).isEmpty();
  }

  private static int[] speaks(StoppingRule rule) {
    return IntStream.rangeClosed(1, 7)
        .filter(epoch -> rule.verdict(wavering(), 0, epoch).isPresent())
        .toArray();
  }

  @Test
  void theReasonIsThatOfTheRuleWithin() {
    assertThat(new GraceRule(3, PATIENCE).verdict(wavering(), 0, 4))
        .isEqualTo(PATIENCE.verdict(wavering(), 0, 4));
  }

  @Test
  void ofTwoTheLongerGraceHolds() {
    assertThat(speaks(new GraceRule(5, new GraceRule(2, PATIENCE)))).containsExactly(5);
    assertThat(speaks(new GraceRule(2, new GraceRule(5, PATIENCE)))).containsExactly(5);
  }

  @Test
  void rungsWithinTheGraceAreLeftOut() {
    AshaStoppingRule halving = new AshaStoppingRule(Ladder.of(1, 2, 10), 2);
    RecordedHistory history = accuracies(curve(0.9, 0.9, 0.9, 0.9), curve(0.1, 0.1, 0.1, 0.1));

    assertThat(
            IntStream.rangeClosed(1, 4)
                .filter(epoch -> halving.verdict(history, 1, epoch).isPresent()))
        .containsExactly(1, 2, 4);
    assertThat(
            IntStream.rangeClosed(1, 4)
                .filter(epoch -> new GraceRule(3, halving).verdict(history, 1, epoch).isPresent()))
        .containsExactly(4);
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> new GraceRule(0, PATIENCE)).hasMessageContaining("not 0");
  }
}

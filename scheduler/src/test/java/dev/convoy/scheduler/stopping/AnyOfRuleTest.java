package dev.convoy.scheduler.stopping;

import static dev.convoy.scheduler.stopping.RuleTable.accuracies;
import static dev.convoy.scheduler.stopping.RuleTable.curve;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.message.Reason;
import dev.convoy.protocol.spec.StoppingSpec;
import dev.convoy.scheduler.history.RecordedHistory;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnyOfRuleTest extends StoppingRuleContract {
  private static final ThresholdRule THRESHOLD = new ThresholdRule(0.5, 4);
  private static final PatienceRule PATIENCE = new PatienceRule(2, 0);
  private static final AnyOfRule EITHER = new AnyOfRule(List.of(THRESHOLD, PATIENCE));

  @Override
  StoppingRule rule() {
    return EITHER;
  }

  /** By hand: nothing new at 2 and 3, so patience at 3; below 0.5 at 4; above it at 5. */
  private static RecordedHistory table() {
    return accuracies(curve(0.3, 0.3, 0.3, 0.4, 0.6));
  }

  @Test
  void stopsWhereOneWould() {
    assertThat(
            IntStream.rangeClosed(1, 5)
                .filter(epoch -> EITHER.verdict(table(), 0, epoch).isPresent()))
        .containsExactly(3, 4);
  }

  @Test
  void theReasonIsThatOfTheFirstThatSpeaks() {
    RecordedHistory flat = accuracies(curve(0.3, 0.3, 0.3, 0.3));

    assertThat(EITHER.verdict(table(), 0, 3).map(Reason::code)).contains("patience");
    assertThat(EITHER.verdict(flat, 0, 4).map(Reason::code)).contains("threshold");
    assertThat(new AnyOfRule(List.of(PATIENCE, THRESHOLD)).verdict(flat, 0, 4).map(Reason::code))
        .contains("patience");
  }

  @Test
  void ofNoRulesNoneSpeaks() {
    assertThat(new AnyOfRule(List.of()).verdict(table(), 0, 4)).isEmpty();
  }

  @Test
  void theRulesOfADocumentAreOneWithoutThoseThatDivideTrialsIntoLegs() {
    StoppingRule rule =
        StoppingRule.anyOf(
            List.of(
                new StoppingSpec.Asha(3, 1),
                new StoppingSpec.Grace(3, new StoppingSpec.AllOf(List.of(patience(), patience()))),
                new StoppingSpec.AnyOf(List.of(patience()))));

    assertThat(rule)
        .isEqualTo(
            new AnyOfRule(
                List.of(
                    new GraceRule(3, new AllOfRule(List.of(PATIENCE, PATIENCE))),
                    new AnyOfRule(List.of(PATIENCE)))));
  }

  private static StoppingSpec.Patience patience() {
    return new StoppingSpec.Patience(2, 0);
  }
}

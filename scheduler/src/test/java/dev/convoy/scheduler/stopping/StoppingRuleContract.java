package dev.convoy.scheduler.stopping;

import static dev.convoy.scheduler.stopping.RuleTable.accuracies;
import static dev.convoy.scheduler.stopping.RuleTable.curve;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.scheduler.history.RecordedHistory;
import org.junit.jupiter.api.Test;

/** What every stopping rule promises. */
abstract class StoppingRuleContract {

  abstract StoppingRule rule();

  @Test
  void aTrialThatOnlyGetsBetterAndLeadsIsNeverStopped() {
    RecordedHistory history =
        accuracies(
            curve(0.5, 0.6, 0.7, 0.8, 0.9), curve(0.1, 0.2, 0.3, 0.4), curve(0.2, 0.2, 0.2, 0.2));

    for (int epoch = 1; epoch <= 5; epoch++) {
      assertThat(rule().verdict(history, 0, epoch)).isEmpty();
    }
  }

  @Test
  void theFirstTrialOfAllIsNotStoppedAtOnce() {
    assertThat(rule().verdict(accuracies(curve(0.1)), 0, 1)).isEmpty();
  }

  @Test
  void judgingChangesNothing() {
    RecordedHistory history = accuracies(curve(0.5, 0.4, 0.3, 0.2), curve(0.6, 0.7, 0.8, 0.9));

    rule().verdict(history, 0, 4);

    assertThat(history).isEqualTo(accuracies(curve(0.5, 0.4, 0.3, 0.2), curve(0.6, 0.7, 0.8, 0.9)));
  }
}

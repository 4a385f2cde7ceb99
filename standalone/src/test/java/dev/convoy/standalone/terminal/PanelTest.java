package dev.convoy.standalone.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.gateway.view.Experiment;
import dev.convoy.gateway.view.Trial;
import java.util.List;
import org.junit.jupiter.api.Test;

class PanelTest {

  @Test
  void showsABarForARunningTrialTheLeadersAndWhatWasStopped() {
    Experiment experiment = ExperimentFixture.running().experiment();

    List<String> lines =
        new Panel(Style.PLAIN, 100).lines(experiment, ExperimentFixture.AT.plusSeconds(65));

    assertThat(lines)
        .containsExactly(
            "unnamed  running  1 of 8 trials done, 1 stopped early, 1 running, 0 queued  1:05",
            "  #1   ━━━━━━━━━━━━━━━━━━━━━━━━  epoch 2/4  95.00 %  learningRate 0.0100",
            "  Best so far by validation accuracy",
            "  #1   95.00 %  epoch 2   running    learningRate 0.0100",
            "  #0   50.00 %  epoch 1   stopped    learningRate 0.100",
            "  #0   stopped (worse than the median)");
  }

  @Test
  void fitsANarrowTerminal() {
    Experiment experiment = ExperimentFixture.running().experiment();

    List<String> lines =
        new Panel(Style.PLAIN, 50).lines(experiment, ExperimentFixture.AT.plusSeconds(65));

    assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(50));
  }

  @Test
  void reportsTrialsBestFirstAndTheEnsemblesGain() {
    Experiment experiment = ExperimentFixture.completed().experiment();

    List<String> lines =
        Report.of(
            experiment.summary(),
            experiment.trials().stream().map(Trial::summary).toList(),
            experiment.ensemble());

    assertThat(lines)
        .containsExactly(
            "e1  unnamed  completed: all done  (3:07)",
            "",
            "trial  validation accuracy  epoch  ended             hyperparameters",
            "#1     95.00 %              2/2    completed         learningRate 0.0100",
            "#0     50.00 %              1/1    stopped (median)  learningRate 0.100",
            "",
            "member    epoch  test accuracy  hyperparameters",
            "#1        2      94.00 %        learningRate 0.0100",
            "#0        2      50.00 %        learningRate 0.100",
            "ensemble         95.25 %        average of their probabilities",
            "gain             +1.25          percentage points over the best member");
  }
}

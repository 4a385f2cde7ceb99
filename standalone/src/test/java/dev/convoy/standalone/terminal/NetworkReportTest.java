package dev.convoy.standalone.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.gateway.view.Seen;
import dev.convoy.gateway.view.TrialObservations;
import dev.convoy.gateway.view.TrialSummary;
import dev.convoy.protocol.message.Attempt;
import dev.convoy.protocol.message.Finding;
import dev.convoy.protocol.message.LayerActivations;
import dev.convoy.protocol.message.ObservedStep;
import dev.convoy.protocol.message.TrialStatus;
import dev.convoy.protocol.message.WeightUpdate;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.Objective;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** J3, C7, E4: what a terminal shows of networks. */
class NetworkReportTest {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
  private static final Finding DEAD =
      new Finding("dead-units", "46 % of the units of features.2 are dead", "Lower the rate.");

  @Test
  void showsATrialsNetworkLayerByLayerAndWeightByWeight() {
    TrialObservations trial =
        new TrialObservations(
            3, List.of(DEAD), Optional.of(seen(0, 0.5)), Optional.of(seen(5, 0.25)));

    assertThat(NetworkReport.of(trial))
        .containsExactly(
            "#3  epoch 5  gradient norm 2.50  median update 0.00100 of the weights",
            "",
            "layer       activation  mean at start  std at start  mean   std    dead     saturated",
            "features.2  relu        0.250          0.500         0.125  0.250  46.00 %  -",
            "",
            "weight             gradient norm  update by weight",
            "features.0.weight  1.50           0.00100",
            "",
            "dead-units: 46 % of the units of features.2 are dead. Lower the rate.");
  }

  @Test
  void listsWhatStandsOutWithAdvice() {
    assertThat(NetworkReport.findings(Objective.DEFAULT, List.of(trial(0, DEAD), trial(1))))
        .containsExactly(
            "",
            "network  epoch  shows       evidence and advice",
            "#0       5      dead-units  46 % of the units of features.2 are dead",
            "                advice      Lower the rate.");
  }

  @Test
  void saysNothingWhereNothingStandsOut() {
    assertThat(NetworkReport.findings(Objective.DEFAULT, List.of(trial(0)))).isEmpty();
  }

  @Test
  void isShortHoweverManyTrialsThereAre() {
    List<TrialSummary> trials =
        IntStream.range(0, 40).mapToObj(number -> trial(number, DEAD)).toList();

    assertThat(NetworkReport.findings(Objective.DEFAULT, trials))
        .hasSize(1 + 1 + 2 * 10 + 1)
        .last()
        .isEqualTo("and of 30 further trials");
  }

  private static Seen seen(int epoch, double deviation) {
    ObservedStep step =
        new ObservedStep(
            1,
            2.5,
            List.of(
                new LayerActivations(
                    "features.2",
                    Optional.of("relu"),
                    deviation / 2,
                    deviation,
                    Optional.of(0.46),
                    Optional.empty())),
            List.of(new WeightUpdate("features.0.weight", 1.5, 1e-3)));
    return new Seen(epoch, new Attempt(0, 0, 1), AT, step);
  }

  private static TrialSummary trial(int number, Finding... findings) {
    TrialSummary.Observed observed =
        new TrialSummary.Observed(
            5, 2.5, 1e-3, 1e-3, Optional.of(0.46), Optional.empty(), List.of(findings));
    return new TrialSummary(
        number,
        TrialStatus.RUNNING,
        Optional.empty(),
        new Hyperparameters(Map.of()),
        5,
        9,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        AT,
        Optional.empty(),
        Optional.of(observed));
  }
}

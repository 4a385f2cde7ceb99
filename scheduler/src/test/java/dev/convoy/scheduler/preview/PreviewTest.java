package dev.convoy.scheduler.preview;

import static dev.convoy.scheduler.Samples.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Previews against what can be counted by hand. */
class PreviewTest {

  @Test
  void withoutRulesEveryTrialHasAllItsEpochs() {
    Preview preview = preview("[]", "\"failedShare\": 0.3");

    assertThat(preview.trials()).isEqualTo(22);
    assertThat(preview.completed()).isEqualTo(22);
    assertThat(preview.stopped()).isZero();
    assertThat(preview.epochs()).isEqualTo(new Preview.Epochs(198, 198, 198, 198));
    assertThat(preview.rungs()).isEmpty();
  }

  /** R = 9 and eta = 3: brackets of 9, 5 and 3 trials, then 5 of the next 9. */
  @Test
  void hyperbandCostsWhatItsBracketsSay() {
    Preview preview = preview("[{\"hyperband\": {\"eta\": 3}}]", "\"failedShare\": 0.3");

    assertThat(preview.rungs())
        .containsExactly(
            new Preview.Rung(1, 1, 14, 4),
            new Preview.Rung(1, 3, 4, 1),
            new Preview.Rung(3, 3, 5, 1));
    long epochs = (14 + 4 * 2 + 6) + (5 * 3 + 6) + 3 * 9;
    assertThat(preview.epochs()).isEqualTo(new Preview.Epochs(epochs, epochs, epochs, epochs));
    assertThat(preview.completed()).isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"patience\": {\"epochs\": 2, \"minDelta\": 0.5}}]",
        "[{\"median\": {\"startupTrials\": 3, \"warmupEpochs\": 1}}]",
        "[{\"asha-stopping\": {\"eta\": 3, \"firstRung\": 1}}]",
        "[{\"threshold\": {\"value\": 0.9, \"epoch\": 3}}]",
        """
        [{"grace": {"epochs": 3, "of": {"all-of": {"rules": [
          {"median": {"startupTrials": 3, "warmupEpochs": 1}},
          {"patience": {"epochs": 1, "minDelta": 0.1}}]}}}}]
        """
      })
  void aRuleSavesSomethingButNotAtWorst(String stopping) {
    Preview preview = preview(stopping, "\"failedShare\": 0.3");

    assertThat(preview.epochs().expected()).isBetween(22.0, 190.0);
    assertThat(preview.epochs().least()).isLessThanOrEqualTo(preview.epochs().most());
    assertThat(preview.epochs().worst()).isEqualTo(198);
    assertThat(preview.stopped()).isPositive();
  }

  @Test
  void ashaPromotesAThirdOfThoseThatCome() {
    Preview preview =
        preview("[{\"asha\": {\"eta\": 3, \"firstRung\": 1}}]", "\"failedShare\": 0.3");

    assertThat(preview.rungs()).extracting(Preview.Rung::epoch).containsExactly(1, 3);
    assertThat(preview.rungs().getFirst().come()).isEqualTo(22);
    assertThat(preview.rungs().getFirst().goOn()).isBetween(7.0, 12.0);
    assertThat(preview.epochs().worst()).isBetween(preview.epochs().most(), 198L);
  }

  /** Four at a time take 36 epochs for nine each; of the next four none gets further than 4. */
  @Test
  void aBudgetOfEpochsIsNeverExceeded() {
    Preview preview = preview("[]", "\"epochs\": 50");

    assertThat(preview.epochs()).isEqualTo(new Preview.Epochs(50, 50, 50, 50));
    assertThat(preview.completed()).isEqualTo(4);
    assertThat(preview.cutShort()).isEqualTo(4);
  }

  @Test
  void aPopulationWaitsAfterEveryGenerationAndLosesNobody() {
    Preview preview =
        Preview.of(
            spec(
                """
                {"training": {"epochs": 7,
                              "optimizer": {"learningRate": {"logUniform": [0.001, 0.1]}}},
                 "search": {"method": "pbt", "trials": 8, "interval": 2, "parallel": 3, "seed": 7}}
                """));

    assertThat(preview.rungs())
        .containsExactly(
            new Preview.Rung(2, 2, 8, 8),
            new Preview.Rung(2, 4, 8, 8),
            new Preview.Rung(2, 6, 8, 8));
    assertThat(preview.epochs()).isEqualTo(new Preview.Epochs(56, 56, 56, 56));
    assertThat(preview.completed()).isEqualTo(8);
  }

  /** Six coarse trials of two epochs, then four whole ones. */
  @Test
  void aRecipeMakesItsChecksAndThenItsTwoRounds() {
    Preview preview =
        Preview.of(
            spec(
                """
                {"training": {"epochs": 8,
                              "optimizer": {"learningRate": {"logUniform": [0.001, 0.1]}}},
                 "search": {"method": "recipe", "trials": 10, "coarseTrials": 6,
                            "coarseEpochs": 2, "parallel": 2, "seed": 7}}
                """));

    assertThat(preview.checks()).isEqualTo(3);
    assertThat(preview.trials()).isEqualTo(10);
    assertThat(preview.epochs()).isEqualTo(new Preview.Epochs(44, 44, 44, 44));
  }

  @Test
  void theSameDocumentGivesTheSamePreview() {
    String asha = "[{\"asha\": {\"eta\": 3, \"firstRung\": 1}}]";

    assertThat(preview(asha, "\"failedShare\": 1")).isEqualTo(preview(asha, "\"failedShare\": 1"));
  }

  @Test
  void whatMakesNoSenseIsNamed() {
    assertThatThrownBy(
            () -> Preview.of(spec("{\"model\": {\"dropout\": {\"uniform\": [0.5, 0.1]}}}")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("model.dropout");
  }

  private static Preview preview(String stopping, String limits) {
    return Preview.of(
        spec(
            """
            {"training": {"epochs": 9, "optimizer": {"learningRate": {"logUniform": [0.001, 0.1]}}},
             "search": {"trials": 22, "parallel": 4, "seed": 7},
             "stopping": %s, "limits": {%s}}
            """
                .formatted(stopping, limits)));
  }
}

package dev.convoy.protocol.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a running experiment may have more of, and what is refused by name. */
class ExtensionTest {
  private static final String RANDOM =
      """
      {"training": {"epochs": 6, "batchSize": {"choice": [32, 64]},
                    "optimizer": {"choice": [
                      {"type": "sgd", "momentum": {"uniform": [0.5, 0.9]}}, {"type": "adam"}]},
                    "regularization": {"l1": {"logUniform": [0.001, 0.1]}}},
       "search": {"trials": 8, "parallel": 2}, "limits": {"time": "2h", "epochs": 100}}
      """;

  @Test
  void totalsGrowAndRangesWiden() throws Exception {
    ExperimentSpec extended =
        extend(
            RANDOM,
            """
            {"training": {"epochs": 9, "batchSize": {"choice": [32, 64, 128]},
                          "optimizer": {"choice": [
                            {"type": "adam"}, {"type": "sgd", "momentum": {"uniform": [0, 0.9]}}]},
                          "regularization": {"l1": {"logUniform": [0.0001, 0.1]}}},
             "search": {"trials": 12, "parallel": 4}, "limits": {"time": "180m", "epochs": 200}}
            """);

    assertThat(extended.epochs()).hasValue(9);
    assertThat(extended.search().trials()).isEqualTo(12);
    assertThat(extended.search().parallel()).isEqualTo(4);
    assertThat(extended.limits().time()).contains(Duration.ofHours(3));
    assertThat(extended.limits().epochs()).hasValue(200);
    assertThat(extended.space().parameters().get("training.regularization.l1"))
        .isEqualTo(new Distribution.LogUniform(0.0001, 0.1));
  }

  @Test
  void sayingItTwiceChangesNothing() throws Exception {
    Extension more = extension("{\"search\": {\"trials\": 12}, \"limits\": {\"time\": \"3h\"}}");
    ExperimentSpec once = more.applyTo(spec(RANDOM));

    assertThat(more.applyTo(once)).isEqualTo(once);
    assertThat(extension("{}").applyTo(once)).isEqualTo(once);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"search": {"trials": 7}}                        | search.trials must be at least 8
          {"training": {"epochs": 5}}                      | training.epochs must be at least 6
          {"limits": {"time": "90m"}}                      | limits.time must be at least 2h
          {"limits": {"maxRestarts": 9}}                   | limits.maxRestarts can't be changed
          {"name": "another"}                              | name can't be changed
          {"training": {"epoch": 9}}                       | training.epoch
          {"search": {"trials": "many"}}                   | search.trials must be
          {"training": {"batchSize": {"choice": [32]}}}    | training.batchSize must be of the same kind
          {"training": {"batchSize": 32}}                  | training.batchSize must be of the same kind
          {"training": {"regularization": {"l1": {"uniform": [0.0001, 1]}}}} | training.regularization.l1 must be of the same kind
          {"training": {"regularization": {"l1": {"logUniform": [0.01, 1]}}}} | training.regularization.l1 must be of the same kind
          """)
  void whatIsNoGrowthIsRefusedByName(String changes, String message) {
    assertThatThrownBy(() -> extend(RANDOM, changes)).hasMessageContaining(message.strip());
  }

  @Test
  void whatHasBeenLaidOutIsNotExtended() {
    assertRefused(
        "{\"training\": {\"epochs\": 8}, \"stopping\": [{\"hyperband\": {\"eta\": 2}}]}",
        "{\"training\": {\"epochs\": 16}}",
        "hyperband has laid its brackets out");
    assertRefused(
        "{\"training\": {\"epochs\": 8, \"schedule\": {\"type\": \"cosine\"}}}",
        "{\"training\": {\"epochs\": 16}}",
        "training.schedule is cosine");
    assertRefused(
        "{\"training\": {\"batchSize\": {\"choice\": [32, 64]}}, \"search\": {\"method\":"
            + " \"grid\"}}",
        "{\"training\": {\"batchSize\": {\"choice\": [32, 64, 128]}}}",
        "grid has laid out every trial");
  }

  @Test
  void aPopulationGetsNeitherMoreMembersNorMoreGenerations() throws Exception {
    String population =
        """
        {"training": {"epochs": 8, "optimizer": {"learningRate": {"logUniform": [0.001, 0.1]}}},
         "search": {"method": "pbt", "trials": 4, "parallel": 2}}
        """;
    assertRefused(
        population,
        "{\"search\": {\"trials\": 8}}",
        "search.trials can't grow, because in search.method pbt");
    assertRefused(
        population,
        "{\"training\": {\"epochs\": 16}}",
        "training.epochs can't grow, because in search.method pbt");

    ExperimentSpec extended =
        extend(
            population,
            """
            {"training": {"optimizer": {"learningRate": {"logUniform": [0.001, 1]}}},
             "search": {"parallel": 4}}
            """);

    assertThat(extended.search().parallel()).isEqualTo(4);
    assertThat(extended.space().parameters().get("training.optimizer.learningRate"))
        .isEqualTo(new Distribution.LogUniform(0.001, 1));
  }

  @Test
  void aRecipeGetsMoreFineTrialsAndEpochsInTheRangesItNarrows() throws Exception {
    String recipe =
        """
        {"training": {"epochs": 8, "optimizer": {"learningRate": {"logUniform": [0.001, 0.1]}}},
         "search": {"method": "recipe", "trials": 9, "coarseTrials": 4, "coarseEpochs": 2}}
        """;
    assertRefused(
        recipe,
        "{\"training\": {\"optimizer\": {\"learningRate\": {\"logUniform\": [0.001, 1]}}}}",
        "training.optimizer.learningRate can't be widened, because search.method recipe");

    ExperimentSpec extended =
        extend(recipe, "{\"training\": {\"epochs\": 12}, \"search\": {\"trials\": 12}}");

    assertThat(extended.epochs()).hasValue(12);
    assertThat(extended.search().trials()).isEqualTo(12);
  }

  private static void assertRefused(String document, String changes, String message) {
    assertThatThrownBy(() -> extend(document, changes)).hasMessageContaining(message);
  }

  private static ExperimentSpec extend(String document, String changes) throws Exception {
    return extension(changes).applyTo(spec(document));
  }

  private static Extension extension(String changes) throws Exception {
    return Extension.read(changes.getBytes(StandardCharsets.UTF_8), ExperimentReader.Format.JSON);
  }

  private static ExperimentSpec spec(String document) throws Exception {
    return ExperimentReader.read(
        document.getBytes(StandardCharsets.UTF_8), ExperimentReader.Format.JSON);
  }
}

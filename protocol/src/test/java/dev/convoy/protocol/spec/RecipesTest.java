package dev.convoy.protocol.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** B4: recipe, one word for the way ResNets are trained. */
class RecipesTest {

  @Test
  @DisplayName(
      "B4: recipe resnet is batch norm, He, SGD 0.9, 0.1 on plateau, 256, 1e-5, no dropout")
  void writesTheRecipeOut() throws Exception {
    TrialSpec trial = trial("{training: {recipe: resnet}}");

    assertThat(trial.training().optimizer())
        .isEqualTo(new OptimizerSpec.Sgd(0.1, 1e-5, 0.9, false));
    assertThat(trial.training().schedule())
        .isEqualTo(new ScheduleSpec.Plateau(2, 0.1, 0, Optional.of(ScheduleSpec.Watch.ERROR)));
    assertThat(trial.training().batchSize()).isEqualTo(256);
    assertThat(trial.model().norm()).isEqualTo("batch");
    assertThat(trial.model().dropout()).isZero();
    assertThat(trial.model().initializer()).contains("kaiming-normal(fan-out)");
  }

  @Test
  @DisplayName("B4: the accepted experiment shows what the recipe stands for")
  void isVisibleInTheAcceptedExperiment() throws Exception {
    ExperimentSpec spec = read("{training: {recipe: resnet}}");

    assertThat(spec.document().at("/training/recipe").asText()).isEqualTo("resnet");
    assertThat(spec.document().at("/training/optimizer/learningRate").asDouble()).isEqualTo(0.1);
    assertThat(ExperimentSpec.of(spec.document())).isEqualTo(spec);
  }

  @Test
  @DisplayName("B4: whatever is said beside the recipe wins")
  void whatIsSaidBesideItWins() throws Exception {
    TrialSpec trial =
        trial("{training: {recipe: resnet, batchSize: 64, optimizer: {learningRate: 0.5}}}");

    assertThat(trial.training().batchSize()).isEqualTo(64);
    assertThat(trial.training().optimizer())
        .isEqualTo(new OptimizerSpec.Sgd(0.5, 1e-5, 0.9, false));
  }

  @Test
  @DisplayName("A6, B4: the recipe without its norm is said so")
  void takesANetWithoutNormsIfNoneIsSaid() throws Exception {
    TrialSpec trial =
        trial("{model: {architecture: vgg16, norm: none}, training: {recipe: resnet}}");

    assertThat(trial.model().norm()).isEqualTo("none");
    assertThat(trial.model().initializer()).contains("kaiming-normal(fan-out)");
  }

  @Test
  void saysNothingAboutAnotherOptimizer() throws Exception {
    TrialSpec trial = trial("{training: {recipe: resnet, optimizer: {type: adam}}}");

    assertThat(trial.training().optimizer())
        .isEqualTo(new OptimizerSpec.Adam(0.001, 0, 0.9, 0.999, 1e-8));
  }

  @Test
  void leavesDistributionsAlone() throws Exception {
    ExperimentSpec spec =
        read("{training: {recipe: resnet, optimizer: {learningRate: {uniform: [0.1, 0.2]}}}}");

    assertThat(spec.space().parameters()).containsOnlyKeys("training.optimizer.learningRate");
  }

  @Test
  void refusesAnUnknownOrDrawnRecipe() {
    assertThatThrownBy(() -> read("{training: {recipe: resnext}}"))
        .hasMessageContaining("training.recipe");
    assertThatThrownBy(() -> read("{training: {recipe: {choice: [resnet]}}}"))
        .hasMessageContaining("must be one word");
  }

  private static TrialSpec trial(String yaml) throws Exception {
    return read(yaml).resolve(new Hyperparameters(Map.of()));
  }

  private static ExperimentSpec read(String yaml) throws InvalidExperimentException {
    return ExperimentReader.read(
        yaml.getBytes(StandardCharsets.UTF_8), ExperimentReader.Format.YAML);
  }
}

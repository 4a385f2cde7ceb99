package dev.convoy.protocol.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.convoy.protocol.codec.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ExperimentSpecTest {

  @Test
  void aDistributionAnywhereInTheTrialPartIsAHyperparameter() throws JsonProcessingException {
    ExperimentSpec spec =
        spec(
            """
            {"model": {"architecture": {"choice": ["resnet20", "vgg-small"]}},
             "training": {"optimizer": {"learningRate": {"logUniform": [0.001, 0.1]}}}}
            """);

    assertThat(spec.space().parameters())
        .containsExactly(
            Map.entry(
                "model.architecture",
                new Distribution.Choice(
                    List.of(ParameterValue.of("resnet20"), ParameterValue.of("vgg-small")))),
            Map.entry("training.optimizer.learningRate", new Distribution.LogUniform(0.001, 0.1)));
  }

  @Test
  void aDrawMakesATrialOfDefaultsAndDrawnValues() throws JsonProcessingException {
    ExperimentSpec spec =
        spec("{\"training\": {\"optimizer\": {\"learningRate\": {\"uniform\": [0, 1]}}}}");

    TrialSpec trial =
        spec.resolve(
            new Hyperparameters(
                Map.of("training.optimizer.learningRate", ParameterValue.of(0.25))));

    assertThat(trial.training().optimizer().learningRate()).isEqualTo(0.25);
    assertThat(trial.training().optimizer())
        .isEqualTo(new OptimizerSpec.Sgd(0.25, 1e-4, 0.9, false));
    assertThat(trial.model().architecture()).isEqualTo("vgg-small");
  }

  @Test
  void aDistributionWithinAnOptionExistsOnlyWithIt() throws JsonProcessingException {
    ExperimentSpec spec =
        spec(
            """
            {"training": {"optimizer": {"choice": [
               {"type": "sgd", "momentum": {"uniform": [0.5, 0.9, 0.1]}}, {"type": "adam"}]}},
             "augmentation": {"choice": [[], [{"cutout": {"size": {"integer": [2, 12]}}}]]}}
            """);
    Distribution.Choice optimizer = choice(spec, "training.optimizer");

    assertThat(optimizer.options().getFirst()).hasToString("{\"type\":\"sgd\",\"momentum\":null}");
    assertThat(optimizer.within())
        .containsExactly(
            new SearchSpace(
                Map.of(
                    "training.optimizer.momentum",
                    new Distribution.Quantized(new Distribution.Uniform(0.5, 0.9), 0.1, 0.5, 0.9))),
            SearchSpace.EMPTY);
    assertThat(choice(spec, "augmentation").within().getLast().parameters())
        .containsKey("augmentation.0.cutout.size");
    assertThat(spec.space().combinations()).hasValue((5 + 1) * (1 + 11));
  }

  @Test
  void whatIsDrawnWithinAnOptionTakesItsPlace() throws JsonProcessingException {
    ExperimentSpec spec =
        spec(
            """
            {"training": {"optimizer": {"choice": [
               {"type": "sgd", "momentum": {"uniform": [0.5, 0.9]}}, {"type": "adam"}]}}}
            """);
    ParameterValue sgd = choice(spec, "training.optimizer").options().getFirst();

    TrialSpec trial =
        spec.resolve(
            new Hyperparameters(
                Map.of(
                    "training.optimizer",
                    sgd,
                    "training.optimizer.momentum",
                    ParameterValue.of(0.75))));

    assertThat(trial.training().optimizer())
        .isEqualTo(new OptimizerSpec.Sgd(0.05, 1e-4, 0.75, false));
    assertThatThrownBy(() -> spec.resolve(new Hyperparameters(Map.of("training.optimizer", sgd))))
        .hasMessage("The draw has no value for training.optimizer.momentum");
  }

  @Test
  void stepsAreClippedToTheRange() {
    Distribution.Quantized steps =
        new Distribution.Quantized(new Distribution.Uniform(0.05, 0.72), 0.1, 0.05, 0.72);

    assertThat(steps.values()).hasValue(7);
    assertThat(LongStream.range(0, 7).mapToDouble(steps::at))
        .containsExactly(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7);
    assertThat(new Distribution.Quantized(new Distribution.Uniform(0, 0.72), 0.5, 0, 0.72).at(1))
        .isEqualTo(0.5);
    assertThat(steps.index(0.449)).isEqualTo(3);
  }

  private static Distribution.Choice choice(ExperimentSpec spec, String path) {
    return spec.space().parameters().get(path) instanceof Distribution.Choice choice
        ? choice
        : fail(path + " is no choice");
  }

  @Test
  void readsTheDocumentItWrote() throws JsonProcessingException {
    ExperimentSpec spec =
        spec("{\"stopping\": [{\"patience\": {\"epochs\": 3, \"minDelta\": 0}}]}");

    ExperimentSpec again =
        Json.MAPPER.readValue(Json.MAPPER.writeValueAsString(spec), ExperimentSpec.class);

    assertThat(again).isEqualTo(spec);
    assertThat(again.stopping()).containsExactly(new StoppingSpec.Patience(3, 0));
  }

  private static ExperimentSpec spec(String json) throws JsonProcessingException {
    return Json.MAPPER.readValue(json, ExperimentSpec.class);
  }
}

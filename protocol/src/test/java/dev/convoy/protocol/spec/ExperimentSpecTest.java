package dev.convoy.protocol.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.convoy.protocol.codec.Json;
import java.util.List;
import java.util.Map;
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

package dev.convoy.standalone.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.convoy.protocol.codec.Json;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.ParameterValue;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DrawTextTest {

  @Test
  void namesParametersByTheLastWordOfTheirPaths() throws Exception {
    assertThat(
            text(
                """
                {"training.optimizer.learningRate": 0.08571, "training.batchSize": 64, "model.norm": "group(4)"}"""))
        .isEqualTo("learningRate 0.0857  batchSize 64  norm group(4)");
  }

  @Test
  void writesObjectsAsExperimentsDo() throws Exception {
    assertThat(
            text(
                """
                {"training.optimizer": {"type": "sgd", "momentum": 0.9, "nesterov": true}}"""))
        .isEqualTo("optimizer sgd(momentum=0.900, nesterov=true)");
    assertThat(
            text(
                """
                {"model.layers.6": {"concat": {"layers": [
                  {"identity": {}}, {"sequence": {"layers": [{"norm": {}}, {"conv": {"out": 12, "kernel": 3}}]}}]}}}"""))
        .isEqualTo("layers.6 concat(identity, sequence(norm, conv(out=12, kernel=3)))");
    assertThat(text("{\"augmentation\": [{\"crop\": {\"padding\": 4}}, {\"flip\": {}}]}"))
        .isEqualTo("augmentation [crop(padding=4), flip]");
  }

  @Test
  void cutsWhatIsLong() throws Exception {
    assertThat(text("{\"a\": \"%s\"}".formatted("x".repeat(200)))).hasSize(2 + 72).endsWith("x…");
  }

  private static String text(String draw) throws Exception {
    Map<String, ParameterValue> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> drawn : Json.MAPPER.readTree(draw).properties()) {
      values.put(drawn.getKey(), new ParameterValue(drawn.getValue()));
    }
    return DrawText.of(new Hyperparameters(values));
  }
}

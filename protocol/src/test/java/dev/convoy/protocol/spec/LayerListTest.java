package dev.convoy.protocol.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** B9: own networks as a list of layers, written short or long. */
class LayerListTest {

  @Test
  void readsShortAndLongFormsAlike() throws Exception {
    List<LayerSpec> brief =
        layers("[conv(32, 3, padding=0), norm, residual: [conv(32, 3), norm], linear(10)]");
    List<LayerSpec> nested =
        layers("['conv(32, 3, padding=0)', norm, 'residual([conv(32, 3), norm])', {linear: 10}]");
    List<LayerSpec> written =
        layers(
            """
            - {conv: {out: 32, kernel: 3, padding: 0}}
            - norm: {}
            - residual: {layers: [{conv: {out: 32, kernel: 3}}, norm]}
            - linear: {out: 10}
            """
                .indent(4));

    assertThat(brief).isEqualTo(nested).isEqualTo(written);
    assertThat(brief.get(0))
        .isEqualTo(
            new LayerSpec("conv", Map.of("out", 32.0, "kernel", 3.0, "padding", 0.0), List.of()));
    assertThat(brief.get(2).layers()).extracting(LayerSpec::name).containsExactly("conv", "norm");
  }

  @Test
  void readsBranchesWithinALayer() throws Exception {
    List<LayerSpec> brief =
        layers("[lrn, concat: [identity, conv(8, 1), sequence: [conv(4, 1), relu, conv(8, 5)]]]");
    List<LayerSpec> nested =
        layers("[lrn, 'concat([identity, conv(8, 1), sequence([conv(4, 1), relu, conv(8, 5)])])']");

    assertThat(brief).isEqualTo(nested);
    assertThat(brief.get(1).layers())
        .extracting(LayerSpec::name)
        .containsExactly("identity", "conv", "sequence");
    assertThat(brief.get(1).layers().get(2).layers())
        .extracting(LayerSpec::name)
        .containsExactly("conv", "relu", "conv");
  }

  @Test
  void takesDistributionsWhereverAValueMayStand() throws Exception {
    ExperimentSpec experiment =
        read(
            "[{conv: {out: {choice: [16, 32]}, kernel: 3}}, {choice: [relu, elu(0.5)]}, {repeat:"
                + " {times: {integer: [1, 3]}, layers: [relu, {dropout: {uniform: [0, 0.5]}}]}}]");

    assertThat(experiment.space().parameters().keySet())
        .containsExactlyInAnyOrder(
            "model.layers.0.conv.out",
            "model.layers.1",
            "model.layers.2.repeat.times",
            "model.layers.2.repeat.layers.1.dropout.rate");
  }

  private static List<LayerSpec> layers(String layers) throws Exception {
    ModelSpec model = read(layers).resolve(new Hyperparameters(Map.of())).model();
    assertThat(model.architecture()).isEqualTo("own");
    return model.layers().orElseThrow();
  }

  private static ExperimentSpec read(String layers) throws Exception {
    String yaml =
        layers.startsWith(" ") ? "model:\n  layers:\n" + layers : "model: {layers: " + layers + "}";
    return ExperimentReader.read(
        yaml.getBytes(StandardCharsets.UTF_8), ExperimentReader.Format.YAML);
  }
}

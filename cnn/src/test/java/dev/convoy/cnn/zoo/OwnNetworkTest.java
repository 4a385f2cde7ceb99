package dev.convoy.cnn.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.cnn.CnnException;
import dev.convoy.cnn.data.ImageShape;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.onednn.OneDnnKernels;
import dev.convoy.cnn.network.Evaluator;
import dev.convoy.cnn.network.Network;
import dev.convoy.cnn.network.Norm;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** B9: own networks as a list of layers. */
class OwnNetworkTest {

  private static final ImageShape IMAGE = new ImageShape(3, 16, 16);

  @Test
  void buildsConvolutionsResidualsAndRepeats() {
    Network network =
        network(
            Style.USUAL,
            conv(16, 3),
            layer("norm"),
            layer("relu"),
            layer("maxpool"),
            residual(conv(16, 3), layer("norm"), layer("relu"), conv(16, 3), layer("norm")),
            layer("relu"),
            residual(layer("conv", "out", 32, "kernel", 3, "stride", 2), layer("norm")),
            new LayerSpec(
                "repeat",
                Map.of("times", 2.0),
                List.of(layer("depthwise"), layer("norm"), layer("relu6"))),
            layer("globalpool"),
            layer("linear", "out", 10));

    assertThat(names(network))
        .contains(
            "layers.0.weight 16x3x3x3",
            "layers.4.body.3.weight 16x16x3x3",
            "layers.6.downsample.0.weight 32x16x1x1",
            "layers.7.1.0.weight 32x1x3x3",
            "classifier.weight 10x32")
        .noneMatch(name -> name.startsWith("layers.4.downsample"))
        .noneMatch(name -> name.startsWith("layers.0.bias"));
    compile(network);
  }

  @Test
  void joinsBranchesAlongTheirChannels() {
    Network network =
        network(
            Style.USUAL,
            conv(16, 3),
            layer("lrn"),
            within(
                "concat",
                layer("identity"),
                conv(8, 1),
                within("sequence", conv(4, 1), layer("norm"), layer("relu"), conv(12, 5)),
                within("sequence", layer("maxpool", "size", 3, "stride", 1, "padding", 1))),
            layer("norm"),
            layer("globalpool"));

    assertThat(names(network))
        .containsExactly(
            "layers.0.weight 16x3x3x3",
            "layers.0.bias 16",
            "layers.2.1.weight 8x16x1x1",
            "layers.2.1.bias 8",
            "layers.2.2.0.weight 4x16x1x1",
            "layers.2.2.1.weight 4",
            "layers.2.2.1.bias 4",
            "layers.2.2.1.running_mean 4",
            "layers.2.2.1.running_var 4",
            "layers.2.2.3.weight 12x4x5x5",
            "layers.2.2.3.bias 12",
            "layers.3.weight 52",
            "layers.3.bias 52",
            "layers.3.running_mean 52",
            "layers.3.running_var 52",
            "classifier.weight 10x52",
            "classifier.bias 10");
    compile(network);
  }

  @Test
  void addsTheClassifierThatIsLeftOutAndABiasWhereNoNormFollows() {
    Network network = network(Style.USUAL, conv(8, 3), layer("tanh"), layer("avgpool"));

    assertThat(names(network))
        .containsExactly(
            "layers.0.weight 8x3x3x3",
            "layers.0.bias 8",
            "classifier.weight 10x512",
            "classifier.bias 10");
    compile(network);
  }

  @Test
  void takesNormAndWidthFromTheStyle() {
    Style style = Style.USUAL.with(new Norm.Layer()).withWidth(2);

    assertThat(names(network(style, conv(8, 3), layer("norm"), layer("activation"))))
        .contains("layers.0.weight 16x3x3x3", "layers.1.weight 16")
        .noneMatch(name -> name.contains("running"));
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(
            List.of(conv(8, 3), layer("linear", "out", 7)), "layers.1 (linear)", "linear(10)"),
        Arguments.of(List.of(layer("convolve")), "layers.0 (convolve)", "conv(out, kernel"),
        Arguments.of(List.of(layer("conv", "out", 8)), "layers.0 (conv)", "needs kernel"),
        Arguments.of(List.of(conv(8, 3), conv(0, 3)), "layers.1 (conv)", "whole out of 1 or more"),
        Arguments.of(List.of(layer("relu", "slope", 1)), "layers.0 (relu)", "no arguments"),
        Arguments.of(
            List.of(layer("conv", "out", 8, "kernel", 3, "groups", 2)),
            "layers.0 (conv)",
            "divisor of both"),
        Arguments.of(
            List.of(conv(9, 3), layer("maxout")), "layers.1 (maxout)", "make them a multiple"),
        Arguments.of(
            List.of(residual(layer("conv", "out", 8, "kernel", 4, "padding", 0))),
            "layers.0 (residual)",
            "divide them evenly"),
        Arguments.of(
            List.of(within("concat", layer("identity"), layer("maxpool"))),
            "layers.0 (concat)",
            "16x16 of branch 0 and 8x8 of branch 1: give them the same strides"),
        Arguments.of(
            List.of(within("concat", conv(4, 3), conv(0, 3))),
            "layers.0.concat.1 (conv)",
            "whole out of 1 or more"),
        Arguments.of(List.of(within("concat")), "layers.0 (concat)", "at least one branch"),
        Arguments.of(List.of(layer("lrn", "size", 4)), "layers.0 (lrn)", "odd size"),
        Arguments.of(List.of(layer("maxpool", "size", 17)), "layers.0", ""),
        Arguments.of(List.of(), "layers", "at least one layer"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void namesTheLayerAndTheRemedy(List<LayerSpec> layers, String place, String remedy) {
    assertThatThrownBy(() -> network(Style.USUAL, layers.toArray(LayerSpec[]::new)))
        .isInstanceOf(CnnException.class)
        .hasMessageContaining(place)
        .hasMessageContaining(remedy);
  }

  private static LayerSpec conv(int out, int kernel) {
    return layer("conv", "out", out, "kernel", kernel);
  }

  private static LayerSpec residual(LayerSpec... layers) {
    return within("residual", layers);
  }

  private static LayerSpec within(String name, LayerSpec... layers) {
    return new LayerSpec(name, Map.of(), List.of(layers));
  }

  private static LayerSpec layer(String name, Object... arguments) {
    Map<String, Double> named = new HashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      named.put((String) arguments[i], ((Number) arguments[i + 1]).doubleValue());
    }
    return new LayerSpec(name, named, List.of());
  }

  private static Network network(Style style, LayerSpec... layers) {
    return Architectures.named(
        new NetworkSpec(NetworkSpec.OWN, IMAGE, 10, 0, style, Arrays.asList(layers)));
  }

  private static List<String> names(Network network) {
    return network.parameters().stream().map(Parameter::toString).toList();
  }

  private static void compile(Network network) {
    Evaluator.compile(network, new OneDnnKernels(1), 2).close();
  }
}

package dev.convoy.cnn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.convoy.cnn.data.ImageShape;
import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.Window;
import dev.convoy.cnn.zoo.Architectures;
import dev.convoy.cnn.zoo.NetworkSpec;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SummaryTest {

  /** In thousand millions, as torchvision states them with its weights. */
  @ParameterizedTest
  @DisplayName("B8: multiply-adds are as many as torchvision states")
  @CsvSource({
    "alexnet, 0.714",
    "vgg11, 7.609",
    "vgg16, 15.470",
    "vgg19_bn, 19.632",
    "resnet18, 1.814",
    "resnet50, 4.089",
    "resnet152, 11.514",
    "mobilenet_v2, 0.301",
    "shufflenet_v2_x1_0, 0.145",
  })
  void countsMultiplyAddsAsTorchvisionDoes(String model, double thousandMillions) {
    Summary summary = Summary.of(network(model, 224));

    assertThat(summary.multiplyAdds() / 1e9).isCloseTo(thousandMillions, within(0.0006));
  }

  static Stream<String> architectures() {
    return Architectures.names().stream();
  }

  @ParameterizedTest
  @DisplayName("B8: every architecture has a summary whose parameters add up")
  @MethodSource("architectures")
  void parametersAddUp(String model) {
    Network network = network(model, 96);

    Summary summary = Summary.of(network);

    assertThat(summary.parameters()).isEqualTo(network.learnedValues());
    assertThat(summary.layers()).extracting(Summary.Layer::name).doesNotContain("");
    assertThat(summary.trainingBytes()).isPositive();
  }

  /** VGG's argument (Simonyan and Zisserman 2015, section 2.3). */
  @Test
  @DisplayName("B2: three 3x3 see what one 7x7 sees, with fewer parameters")
  void threeSmallWindowsSeeWhatALargeOneSees() {
    int channels = 16;
    Summary small =
        summary(
            channels, convolution(channels, 3), convolution(channels, 3), convolution(channels, 3));
    Summary large = summary(channels, convolution(channels, 7));

    assertThat(field(small, 2)).hasToString("7x7").isEqualTo(field(large, 0));
    assertThat(convolved(small)).isEqualTo(27L * channels * channels);
    assertThat(convolved(large)).isEqualTo(49L * channels * channels);
  }

  /** Computed by hand: 7x7/2, pool 3x3/2, then the stages. */
  @Test
  @DisplayName("B8: receptive fields of ResNet-18")
  void knowsWhatAValueSees() {
    Summary summary = Summary.of(network("resnet18", 224));

    assertThat(fieldOf(summary, "conv1")).hasToString("7x7");
    assertThat(fieldOf(summary, "maxpool")).hasToString("11x11");
    assertThat(fieldOf(summary, "layer1.1.conv2")).hasToString("43x43");
    assertThat(fieldOf(summary, "layer4.1.conv2")).hasToString("435x435");
  }

  private static ReceptiveField fieldOf(Summary summary, String layer) {
    return summary.layers().stream()
        .filter(row -> row.name().equals(layer))
        .findFirst()
        .orElseThrow()
        .field();
  }

  private static ReceptiveField field(Summary summary, int layer) {
    return summary.layers().get(layer).field();
  }

  private static long convolved(Summary summary) {
    return summary.layers().stream()
        .filter(layer -> layer.kind().startsWith("convolution"))
        .mapToLong(Summary.Layer::parameters)
        .sum();
  }

  private static Convolution convolution(int channels, int side) {
    return Convolution.plain(channels, channels, Window.square(side, 1, side / 2));
  }

  private static Summary summary(int channels, Module... layers) {
    Sequence whole = new Sequence(layers).append(new Linear(channels * 64, 2));
    return Summary.of(new Network(whole, new Shape(1, channels, 8, 8), 2));
  }

  private static Network network(String model, int side) {
    return Architectures.named(new NetworkSpec(model, new ImageShape(3, side, side), 1000, 0));
  }
}

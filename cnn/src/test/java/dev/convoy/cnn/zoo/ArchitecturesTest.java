package dev.convoy.cnn.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.cnn.data.ImageShape;
import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.ShapeException;
import dev.convoy.cnn.network.Evaluator;
import dev.convoy.cnn.network.Network;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitecturesTest {

  @ParameterizedTest
  @DisplayName("B1 to B6: parameters are as many as torchvision's")
  @CsvSource({
    "alexnet, 61100840",
    "vgg11, 132863336",
    "vgg13, 133047848",
    "vgg16, 138357544",
    "vgg19, 143667240",
    "vgg11_bn, 132868840",
    "vgg13_bn, 133053736",
    "vgg16_bn, 138365992",
    "vgg19_bn, 143678248",
    "resnet18, 11689512",
    "resnet34, 21797672",
    "resnet50, 25557032",
    "resnet101, 44549160",
    "resnet152, 60192808",
    "googlenet, 13004888",
    "mobilenet_v2, 3504872",
    "shufflenet_v2_x0_5, 1366792",
    "shufflenet_v2_x1_0, 2278604",
  })
  void hasTorchvisionsParameterCount(String architecture, long count) {
    assertThat(network(architecture, 224, 1000).learnedValues()).isEqualTo(count);
  }

  /** Where torchvision has none: the count that its authors, or others for them, give. */
  @ParameterizedTest
  @DisplayName("B1, B3, B6: parameters are as many as published")
  @CsvSource({
    "alexnet-paper, 227, 1000, 60965224",
    "mobilenet_v1, 224, 1000, 4231976",
    "plain34, 224, 1000, 21623848",
    "plain20, 32, 10, 269722",
  })
  void hasThePublishedParameterCount(String architecture, int side, int classes, long count) {
    assertThat(network(architecture, side, classes).learnedValues()).isEqualTo(count);
  }

  @Test
  @DisplayName("B1: AlexNet's first convolution has 34,944 parameters")
  void firstConvolutionOfAlexNetIsThePapers() {
    long first =
        network("alexnet-paper", 227, 1000).parameters().stream()
            .filter(parameter -> parameter.name().startsWith("features.0."))
            .mapToLong(Parameter::elements)
            .sum();

    assertThat(first).isEqualTo(34_944);
  }

  @ParameterizedTest
  @CsvSource({
    "alexnet, 32, features.12",
    "alexnet-paper, 64, features.14",
    "vgg16, 16, features.30",
    "lenet, 6, conv2",
  })
  void namesTheLayerThatImagesAreTooSmallFor(String architecture, int side, String layer) {
    Network network = network(architecture, side, 10);

    assertThatThrownBy(() -> Evaluator.compile(network, Device.cpu(1).kernels().get(), 1))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining(layer)
        .hasMessageContaining("larger images");
  }

  @Test
  void namesAllArchitecturesWhereOneIsUnknown() {
    assertThatThrownBy(() -> network("resnet21", 32, 10))
        .isInstanceOf(UnknownArchitectureException.class)
        .hasMessageContaining("resnet20");
  }

  private static Network network(String architecture, int side, int classes) {
    return Architectures.named(
        new NetworkSpec(architecture, new ImageShape(3, side, side), classes, 0));
  }
}

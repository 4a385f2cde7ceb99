package dev.convoy.cnn.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.convoy.cnn.data.ImageShape;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.ShapeException;
import dev.convoy.cnn.kernels.onednn.OneDnnKernels;
import dev.convoy.cnn.network.ActivationKind;
import dev.convoy.cnn.network.Evaluator;
import dev.convoy.cnn.network.Initialization;
import dev.convoy.cnn.network.Network;
import dev.convoy.cnn.network.Norm;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A6: the norm is one word, and B7: so are activation, width and initializer. */
class StyleTest {

  private static final List<String> NORMED =
      List.of(
          "vgg-small",
          "resnet20",
          "resnet18",
          "mobilenet_v2",
          "googlenet",
          "mobilenet_v1",
          "shufflenet_v1",
          "shufflenet_v2_x0_5");

  static Stream<Arguments> normedArchitectures() {
    return NORMED.stream()
        .flatMap(
            name ->
                Stream.of("batch", "layer", "instance", groups(name), "none")
                    .map(norm -> Arguments.of(name, norm)));
  }

  /** Three groups of ShuffleNet are 60 channels and more, which 8 doesn't divide. */
  private static String groups(String architecture) {
    return architecture.equals("shufflenet_v1") ? "group(4)" : "group(8)";
  }

  @ParameterizedTest
  @MethodSource("normedArchitectures")
  @DisplayName("A6: every architecture with norms takes every norm")
  void takesEveryNorm(String architecture, String norm) {
    Network network = network(architecture, Style.USUAL.with(Norm.parse(norm)));

    compile(network);

    assertThat(names(network).contains("layer1.0.bn1.running_mean"))
        .isEqualTo(architecture.startsWith("resnet") && norm.equals("batch"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnet18", "vgg16_bn", "googlenet", "shufflenet_v2_x1_0"})
  void keepsTorchvisionsNamesUnderAGroupNorm(String architecture) {
    List<String> batch = names(network(architecture, Style.USUAL));
    List<String> group = names(network(architecture, Style.USUAL.with(new Norm.Group(8))));

    assertThat(batch).containsAll(group);
    assertThat(batch)
        .filteredOn(name -> !name.contains("running_"))
        .containsExactlyElementsOf(group);
  }

  @Test
  void givesConvolutionsABiasWhereThereIsNoNorm() {
    assertThat(names(network("resnet20", Style.USUAL.with(new Norm.None()))))
        .contains("conv1.bias", "layer1.0.conv2.bias", "layer2.0.downsample.0.bias")
        .noneMatch(name -> name.contains("bn"));
  }

  @Test
  @DisplayName("A5: groups that don't divide the channels are an error that names the layer")
  void namesTheLayerAndTheRemedyForAnUnfitGroupCount() {
    Network network = network("resnet20", Style.USUAL.with(new Norm.Group(24)));

    assertThatThrownBy(() -> compile(network))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("bn1")
        .hasMessageContaining("16 channels into 24 groups")
        .hasMessageContaining("such as 16");
  }

  @ParameterizedTest
  @CsvSource({
    "alexnet, features.1, classifier.2",
    "alexnet-paper, features.1, classifier.1",
    "vgg11, features.1, classifier.1",
    "vgg16_bn, features.2, classifier.4",
    "googlenet, inception3a.branch2.1.relu, aux1.relu",
    "shufflenet_v2_x1_0, conv1.2, stage2.0.branch1.4"
  })
  void learnsTheSlopeWhereTorchvisionHasItsRelu(String architecture, String first, String second) {
    List<String> relu = names(network(architecture, Style.USUAL));
    List<String> prelu =
        names(network(architecture, Style.USUAL.with(ActivationKind.parse("prelu"))));

    assertThat(prelu).containsAll(relu).contains(first + ".weight", second + ".weight");
    assertThat(relu).doesNotContain(first + ".weight", second + ".weight");
  }

  static Stream<Arguments> activations() {
    return Stream.of(
            "lenet",
            "vgg-tiny",
            "resnet20",
            "mobilenet_v2",
            "googlenet",
            "mobilenet_v1",
            "shufflenet_v1",
            "shufflenet_v2_x0_5")
        .flatMap(name -> ActivationKind.NAMES.stream().map(word -> Arguments.of(name, word)))
        .filter(
            pair ->
                !pair.get()[1].toString().startsWith("maxout")
                    || pair.get()[0].toString().matches("lenet|vgg.*"));
  }

  @ParameterizedTest
  @MethodSource("activations")
  void takesEveryActivationThatFits(String architecture, String activation) {
    compile(network(architecture, Style.USUAL.with(ActivationKind.parse(activation))));
  }

  @ParameterizedTest
  @CsvSource({
    "resnet20, maxout(2), activation maxout, vgg-small",
    "mobilenet_v2, maxout(3), activation maxout, lenet",
    "googlenet, maxout(2), activation maxout, lenet",
  })
  void refusesAnActivationThatDoesNotFit(
      String architecture, String activation, String field, String remedy) {
    Style style = Style.USUAL.with(ActivationKind.parse(activation));

    assertThatThrownBy(() -> network(architecture, style))
        .isInstanceOf(UnfitStyleException.class)
        .hasMessageContaining(architecture)
        .hasMessageContaining(field)
        .hasMessageContaining(remedy);
  }

  @ParameterizedTest
  @ValueSource(strings = {"lenet", "alexnet", "vgg16"})
  void refusesANormWhereThereIsNone(String architecture) {
    assertThatThrownBy(() -> network(architecture, Style.USUAL.with(new Norm.Layer())))
        .isInstanceOf(UnfitStyleException.class)
        .hasMessageContaining(architecture + " has its own norm")
        .hasMessageContaining("vgg16_bn");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lenet", "alexnet", "alexnet-paper", "vgg11"})
  @DisplayName("A6: what has no norms can be said to have none")
  void isWithoutNormsWhereThereAreNone(String architecture) {
    assertThat(names(network(architecture, Style.USUAL.with(new Norm.None()))))
        .isEqualTo(names(network(architecture, Style.USUAL)));
  }

  @ParameterizedTest
  @DisplayName("B7: width is a factor, of torchvision's own rounding in mobilenet_v2")
  @CsvSource({
    "mobilenet_v2, 0.5, 1000, 1968680",
    "mobilenet_v2, 1.4, 1000, 6108776",
    "resnet20, 1, 10, 272474"
  })
  void widens(String architecture, double width, int classes, long count) {
    NetworkSpec spec =
        new NetworkSpec(
            architecture, new ImageShape(3, 224, 224), classes, 0, Style.USUAL.withWidth(width));

    assertThat(Architectures.named(spec).learnedValues()).isEqualTo(count);
  }

  @Test
  @DisplayName("F8: stochastic depth grows linearly to its rate at the last block")
  void decaysLinearly() {
    List<Double> rates = new ArrayList<>();
    Style.USUAL
        .withStochasticDepth(0.4)
        .byDepth(4)
        .forEachRemaining(style -> rates.add(style.stochasticDepth()));

    assertThat(rates).containsExactly(0.4 / 4, 0.8 / 4, 0.4 * 3 / 4, 0.4);
    compile(network("resnet20", Style.USUAL.withStochasticDepth(0.4)));
    compile(network("resnet50", Style.USUAL.withStochasticDepth(0.4)));
  }

  @Test
  void readsWhatItWrites() {
    assertThat(Norm.NAMES).allSatisfy(text -> assertThat(Norm.parse(text)).hasToString(text));
    assertThat(ActivationKind.NAMES)
        .allSatisfy(text -> assertThat(ActivationKind.parse(text)).hasToString(text));
    assertThat(Initialization.NAMES)
        .allSatisfy(text -> assertThat(Initialization.parse(text)).hasToString(text));
  }

  @ParameterizedTest
  @CsvSource({
    "group, needs a number",
    "group(0), 1 group or more",
    "group(2.5), whole number",
    "batch(2), has no argument",
    "bach, choose one of batch",
    "group(8, write it like"
  })
  void refusesWhatIsNoNorm(String text, String remedy) {
    assertThatThrownBy(() -> Norm.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(remedy);
  }

  private static Network network(String architecture, Style style) {
    return Architectures.named(
        new NetworkSpec(architecture, new ImageShape(3, 32, 32), 10, 0, style));
  }

  private static List<String> names(Network network) {
    return network.parameters().stream().map(Parameter::name).toList();
  }

  private static void compile(Network network) {
    Evaluator.compile(network, new OneDnnKernels(1), 2).close();
  }
}

package dev.convoy.worker.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convoy.cnn.data.Datasets;
import dev.convoy.cnn.data.ImageShape;
import dev.convoy.cnn.data.Softening;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.network.Network;
import dev.convoy.cnn.train.Clipping;
import dev.convoy.cnn.train.Freezing;
import dev.convoy.cnn.train.OptimizerSpec;
import dev.convoy.cnn.train.Penalty;
import dev.convoy.cnn.train.Refinements;
import dev.convoy.cnn.train.ScheduleSpec;
import dev.convoy.cnn.train.Start;
import dev.convoy.cnn.train.TrainingSpec;
import dev.convoy.cnn.train.Transfer;
import dev.convoy.cnn.zoo.Architectures;
import dev.convoy.cnn.zoo.Style;
import dev.convoy.protocol.spec.ExperimentReader;
import dev.convoy.protocol.spec.ExperimentSchema;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.ModelSpec;
import dev.convoy.protocol.spec.TrialSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever word an experiment may use, the engine knows it. */
class TrialMappingTest {
  private static final ImageShape IMAGES = new ImageShape(3, 32, 32);
  private static final JsonNode TRIAL = words().path("properties");
  private static final JsonNode DATASET =
      ExperimentSchema.json().at("/properties/dataset/properties");

  @ParameterizedTest
  @MethodSource("architectures")
  void buildsEveryArchitecture(String name) throws Exception {
    TrainingSpec spec = map("{model: {architecture: %s, dropout: 0.25}}".formatted(name));

    Network network = Architectures.named(spec.network());

    assertThat(network.classes()).isEqualTo(10);
    assertThat(spec.network().dropout()).isEqualTo(0.25);
  }

  static Stream<String> architectures() {
    return words("/model/properties/architecture/enum").filter(name -> !name.equals("own"));
  }

  @ParameterizedTest
  @MethodSource("norms")
  void knowsEveryNorm(String name) throws Exception {
    assertThat(map("{model: {norm: '%s'}}".formatted(name)).network().style().norm())
        .hasToString(name);
  }

  @ParameterizedTest
  @MethodSource("architectures")
  @DisplayName("A6, B4: a norm asked for is in the network, or the document is refused")
  void hasTheNormThatIsAskedFor(String architecture) throws Exception {
    String norm = "{model: {architecture: %s, norm: batch}}".formatted(architecture);
    String recipe =
        "{model: {architecture: %s}, training: {recipe: resnet}}".formatted(architecture);
    String none = "{model: {architecture: %s, norm: none}}".formatted(architecture);

    if (hasNorms(map("{model: {architecture: %s}}".formatted(architecture)))) {
      assertThat(hasNorms(map(norm))).isTrue();
      assertThat(hasNorms(map(recipe))).isTrue();
    } else {
      assertThatThrownBy(() -> map(norm)).hasMessageContaining("model.norm");
      assertThatThrownBy(() -> map(recipe)).hasMessageContaining("training.recipe");
    }
    assertThat(hasNorms(map(none))).isFalse();
  }

  private static boolean hasNorms(TrainingSpec spec) {
    return Architectures.named(spec.network()).parameters().stream()
        .anyMatch(parameter -> parameter.role() == Parameter.Role.NORM);
  }

  static Stream<String> norms() {
    return words("/model/properties/norm/examples");
  }

  @ParameterizedTest
  @MethodSource("activations")
  void knowsEveryActivation(String name) throws Exception {
    assertThat(map("{model: {activation: '%s'}}".formatted(name)).network().style().activation())
        .get()
        .hasToString(name);
  }

  static Stream<String> activations() {
    return words("/model/properties/activation/examples");
  }

  @ParameterizedTest
  @MethodSource("initializers")
  void knowsEveryInitializer(String name) throws Exception {
    assertThat(map("{model: {initializer: '%s'}}".formatted(name)).network().style().initializer())
        .get()
        .hasToString(name);
  }

  static Stream<String> initializers() {
    return words("/model/properties/initializer/examples");
  }

  @Test
  @DisplayName("B9: a network of one's own, every kind of layer")
  void buildsOwnNetworks() throws Exception {
    String layers =
        """
        model:
          norm: group(4)
          layers: [conv(8, 3), norm, activation, maxpool(2), leaky-relu(0.1), elu(2), relu6,
            prelu, sigmoid, tanh, {residual: [depthwise(5), norm, "conv(16, 1, stride=2)"]},
            "repeat(2, [residual([conv(16, 3), norm, relu]), relu])", maxout, dropout(0.25),
            avgpool(3, 1, 1), globalpool, flatten, linear(32), relu, linear(10)]
        """;

    Network network = Architectures.named(map(layers).network());

    assertThat(network.parameters())
        .extracting(Object::toString)
        .contains(
            "layers.10.downsample.0.weight 16x8x1x1",
            "layers.11.1.0.body.0.weight 16x16x3x3",
            "classifier.weight 10x32");
  }

  @Test
  void passesWidthAndStochasticDepthOn() throws Exception {
    Style style = map("{model: {width: 0.5, stochasticDepth: 0.25}}").network().style();

    assertThat(style.width()).isEqualTo(0.5);
    assertThat(style.stochasticDepth()).isEqualTo(0.25);
    assertThat(map("{}").network().style()).isEqualTo(Style.USUAL);
  }

  @Test
  @DisplayName("B4: a plateau is one of the loss, or of the error as in the recipe")
  void watchesWhatItIsToldTo() throws Exception {
    String schedule = "{training: {schedule: {type: plateau, patience: 3, watch: %s}}}";

    assertThat(map("{training: {schedule: {type: plateau}}}").schedule().curve())
        .isEqualTo(new ScheduleSpec.Plateau(0.1, 2));
    assertThat(map(schedule.formatted("loss")).schedule().curve())
        .isEqualTo(new ScheduleSpec.Plateau(0.1, 3));
    assertThat(map(schedule.formatted("error")).schedule().curve())
        .isEqualTo(new ScheduleSpec.ErrorPlateau(0.1, 3));
    assertThat(map("{training: {recipe: resnet}}").schedule().curve())
        .isEqualTo(new ScheduleSpec.ErrorPlateau(0.1, 2));
  }

  @ParameterizedTest
  @MethodSource("preprocessings")
  void knowsEveryPreprocessing(String name) throws Exception {
    assertThat(map("{preprocessing: %s}".formatted(name)).preprocessing()).hasToString(name);
  }

  static Stream<String> preprocessings() {
    return words("/preprocessing/enum");
  }

  @ParameterizedTest
  @MethodSource("augmentations")
  void knowsEveryAugmentation(String name, String arguments) throws Exception {
    assertThat(map("{augmentation: [{%s: %s}]}".formatted(name, arguments)).augmentation())
        .singleElement()
        .satisfies(augmentation -> assertThat(augmentation.toString()).startsWith(name));
  }

  /** Each with the arguments that it must be given. */
  static Stream<Arguments> augmentations() {
    return TRIAL.at("/augmentation/items/properties").properties().stream()
        .map(
            call ->
                Arguments.of(
                    call.getKey(),
                    call.getValue()
                        .path("required")
                        .valueStream()
                        .map(argument -> argument.asText() + ": 32")
                        .collect(Collectors.joining(", ", "{", "}"))));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void knowsEveryOptimizer(String name) throws Exception {
    String values = "{type: %s, learningRate: 0.25, weightDecay: 0.5}".formatted(name);

    OptimizerSpec optimizer = map("{training: {optimizer: " + values + "}}").optimizer();

    assertThat(optimizer.learningRate()).isEqualTo(0.25);
    assertThat(optimizer.penalty().l2()).isEqualTo(0.5);
  }

  static Stream<String> optimizers() {
    return words("/training/properties/optimizer/properties/type/enum");
  }

  @Test
  @DisplayName("F1, F2, F3, F7, G5, G6: an experiment asks for them by name")
  void passesRegularizationClippingAndAveragingOn() throws Exception {
    TrainingSpec spec =
        map(
            """
            training:
              optimizer: {weightDecay: 0.25}
              regularization: {l1: 0.125, penalized: weights, mixup: 0.2, labelSmoothing: 0.1}
              clipping: {type: norm, limit: 2}
              averaging: 0.99
            """);

    Penalty elastic = new Penalty(0.25, 0.125, Set.of(Parameter.Role.BIAS, Parameter.Role.NORM));
    assertThat(spec.optimizer().penalty()).isEqualTo(elastic);
    assertThat(spec.refinements())
        .isEqualTo(new Refinements(new Clipping.Norm(2), 0.99, new Softening(0.2, 0.1)));
  }

  @Test
  @DisplayName("L1, L2: an experiment takes weights over, freezes layers and lowers their rate")
  void passesTransferOn() throws Exception {
    TrainingSpec spec =
        map("{training: {transfer: {pretrained: a.safetensors, freeze: up-to(layer2)}}}");

    assertThat(spec.transfer())
        .isEqualTo(
            new Transfer(new Start.Pretrained("a.safetensors", 0.1), new Freezing.UpTo("layer2")));
    assertThat(map("{}").transfer()).isEqualTo(Transfer.NONE);
  }

  @ParameterizedTest
  @MethodSource("clippings")
  void knowsEveryClipping(String name) throws Exception {
    assertThat(map("{training: {clipping: {type: %s}}}".formatted(name)).refinements().clipping())
        .isNotNull();
  }

  static Stream<String> clippings() {
    return words("/training/properties/clipping/properties/type/enum");
  }

  @Test
  @DisplayName("D5: the split follows the dataset's seed")
  void passesTheSplitsSeedOn() throws Exception {
    assertThat(TrialMapping.dataset(read("{dataset: {name: mnist, seed: 5}}").dataset()).seed())
        .isEqualTo(5);
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void knowsEverySchedule(String name) throws Exception {
    String values = "{type: %s, warmupEpochs: 3}".formatted(name);

    assertThat(map("{training: {schedule: " + values + "}}").schedule().warmupEpochs())
        .isEqualTo(3);
  }

  static Stream<String> schedules() {
    return words("/training/properties/schedule/properties/type/enum");
  }

  @ParameterizedTest
  @MethodSource("datasets")
  void knowsEveryDataset(String name) throws Exception {
    TrialSpec trial = read("{dataset: {name: %s, validation: 0.3}}".formatted(name));

    assertThat(TrialMapping.dataset(trial.dataset()).name()).isIn(Datasets.names());
    assertThat(TrialMapping.dataset(trial.dataset()).validationShare()).isEqualTo(0.3);
  }

  static Stream<String> datasets() {
    return strings(DATASET.at("/name/enum"));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void knowsEveryFormatOfAFolder(String format) throws Exception {
    TrialSpec trial = read("{dataset: {path: /data/mine, format: %s}}".formatted(format));

    assertThat(TrialMapping.dataset(trial.dataset()).name()).isIn(Datasets.names());
    assertThat(TrialMapping.dataset(trial.dataset()).folder().orElseThrow())
        .hasToString("/data/mine");
  }

  static Stream<String> formats() {
    return strings(DATASET.at("/format/enum"));
  }

  @Test
  void passesTheSizesOn() throws Exception {
    TrialSpec trial =
        read("{dataset: {name: generated, size: {image: 20, training: 500, test: 50}}}");

    var size = TrialMapping.dataset(trial.dataset()).size();

    assertThat(size.shape()).contains(new ImageShape(1, 20, 20));
    assertThat(size.training()).contains(500);
    assertThat(size.test()).contains(50);
  }

  @Test
  void refusesANormThatTheEngineDoesNotHave() throws Exception {
    TrialSpec trial = read("{}");
    ModelSpec model = trial.model();
    TrialSpec odd =
        new TrialSpec(
            trial.dataset(),
            new ModelSpec(
                "lenet",
                "odd",
                0,
                model.activation(),
                model.initializer(),
                model.width(),
                model.stochasticDepth(),
                model.layers()),
            trial.preprocessing(),
            trial.augmentation(),
            trial.training());

    assertThatThrownBy(() -> TrialMapping.training(odd, 1, IMAGES, 10))
        .hasMessageContaining("model.norm")
        .hasMessageContaining("'odd'");
  }

  /** The schema as its file has it, before distributions may stand everywhere. */
  private static JsonNode words() {
    try (InputStream file = ExperimentSchema.class.getResourceAsStream("experiment.schema.json")) {
      return new ObjectMapper().readTree(Objects.requireNonNull(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> words(String pointer) {
    return strings(TRIAL.at(pointer));
  }

  private static Stream<String> strings(JsonNode words) {
    assertThat(words).isNotEmpty();
    return StreamSupport.stream(words.spliterator(), false).map(JsonNode::asText);
  }

  private static TrainingSpec map(String yaml) throws Exception {
    return TrialMapping.training(read(yaml), 7, IMAGES, 10);
  }

  private static TrialSpec read(String yaml) throws Exception {
    return ExperimentReader.read(
            yaml.getBytes(StandardCharsets.UTF_8), ExperimentReader.Format.YAML)
        .resolve(new Hyperparameters(Map.of()));
  }
}

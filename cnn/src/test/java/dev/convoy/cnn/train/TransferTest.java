package dev.convoy.cnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.convoy.cnn.data.ImageShape;
import dev.convoy.cnn.data.Preprocessing;
import dev.convoy.cnn.data.Splits;
import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.network.Network;
import dev.convoy.cnn.snapshot.SnapshotException;
import dev.convoy.cnn.snapshot.Tensor;
import dev.convoy.cnn.snapshot.TensorFile;
import dev.convoy.cnn.snapshot.TensorWriter;
import dev.convoy.cnn.zoo.Architectures;
import dev.convoy.cnn.zoo.NetworkSpec;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** L1 and L2: what was learned for one task begins another. */
class TransferTest {

  private static final Splits DATA = Stripes.splits();
  private static final Device CPU = Device.cpu(2);
  private static final int OTHER_CLASSES = 5;

  @TempDir private Path folder;
  private Path pretrained = Path.of("");

  @BeforeEach
  void pretrain() {
    try (TrainingRun run = TrainingRun.start(spec(DATA.classes()), DATA, CPU)) {
      run.trainEpoch(() -> true);
      pretrained = run.save(folder.resolve("pretrained"));
    }
  }

  @Test
  @DisplayName("L1: starts from a snapshot, with a new last layer, and trains that alone")
  void trainsTheHeadAlone() {
    TrainingSpec spec = spec(OTHER_CLASSES).with(from(new Freezing.AllButHead()));

    Map<String, float[]> after = weights(trained(spec, "head", 1));

    Map<String, float[]> before = weights(pretrained);
    assertThat(after.get("classifier.3.weight"))
        .hasSize(before.getOrDefault("classifier.3.weight", new float[0]).length / 3 * 5);
    before.forEach(
        (name, values) -> {
          if (!name.startsWith("classifier.3") && !name.startsWith("optimizer")) {
            assertThat(after.get(name)).as(name).isEqualTo(values);
          }
        });
  }

  @Test
  @DisplayName("L2: what is above the frozen layers learns at a tenth of the head's rate")
  void unfreezesFromALayerUpward() {
    Network network = Architectures.named(spec(OTHER_CLASSES).network());
    Layers layers = Layers.of(network, new Freezing.UpTo("features.0"));
    TrainingRule rule = new TrainingRule(spec(3).optimizer(), Refinements.NONE, layers, 0.1);

    Map<String, Double> factors = new LinkedHashMap<>();
    for (Parameter parameter : network.parameters()) {
      rule.group(parameter).ifPresent(group -> factors.put(parameter.name(), group.rateFactor()));
    }

    assertThat(factors).doesNotContainKey("features.0.weight");
    assertThat(factors).containsEntry("classifier.3.weight", 1.0);
    assertThat(factors).containsEntry("classifier.3.bias", 1.0);
    assertThat(factors).containsEntry("classifier.0.weight", 0.1);
  }

  @Test
  @DisplayName("B5, L1: GoogLeNet's auxiliary heads are heads too, and a file may lack them")
  void startsGoogLeNetForOtherClasses() {
    try (TrainingRun run = TrainingRun.start(googlenet(DATA.classes()), DATA, CPU)) {
      pretrained = run.save(folder.resolve("googlenet"));
    }
    Map<String, float[]> before = weights(pretrained);
    TrainingSpec spec = googlenet(OTHER_CLASSES).with(from(new Freezing.AllButHead()));

    Map<String, float[]> after = weights(trained(spec, "other", 1));

    for (String head : List.of("fc", "aux1.fc2", "aux2.fc2")) {
      assertThat(after.get(head + ".bias")).as(head).hasSize(OTHER_CLASSES);
    }
    assertThat(after.get("aux1.fc1.weight")).isEqualTo(before.get("aux1.fc1.weight"));
    pretrained = withoutAuxiliaries(pretrained);
    try (TrainingRun run = TrainingRun.start(spec, DATA, CPU)) {
      Map<String, float[]> started = weights(run.save(folder.resolve("started")));
      assertThat(started.get("conv1.conv.weight")).isEqualTo(before.get("conv1.conv.weight"));
      assertThat(run.trainEpoch(() -> true).trainingLoss()).isFinite();
    }
  }

  private Path withoutAuxiliaries(Path file) {
    Path less = folder.resolve("less.safetensors");
    try (TensorFile tensors = TensorFile.open(file)) {
      List<Tensor> kept =
          tensors.names().stream()
              .filter(name -> !name.startsWith("aux"))
              .map(tensors::get)
              .toList();
      TensorWriter.write(less, kept, Map.of());
    }
    return less;
  }

  private static TrainingSpec googlenet(int classes) {
    return spec(new NetworkSpec("googlenet", DATA.shape(), classes, 0.2));
  }

  @ParameterizedTest
  @MethodSource("dev.convoy.cnn.zoo.Architectures#names")
  @DisplayName("L1: every architecture's head is what has an output for each class")
  void findsTheHead(String architecture) {
    NetworkSpec spec =
        new NetworkSpec(architecture, new ImageShape(3, 128, 128), OTHER_CLASSES, 0.5);

    Layers layers = Layers.of(Architectures.named(spec), new Freezing.AllButHead());

    assertThat(layers.head())
        .hasSize(architecture.equals("googlenet") ? 6 : 2)
        .allSatisfy(parameter -> assertThat(parameter.extent(0)).isEqualTo(OTHER_CLASSES));
    assertThat(layers.frozen()).doesNotContainAnyElementsOf(layers.head());
  }

  @Test
  void frozenNormsKeepTheirRunningStatistics() {
    Transfer transfer = from(new Freezing.UpTo("features.1"));

    Map<String, float[]> after = weights(trained(spec(3).with(transfer), "norm", 1));

    Map<String, float[]> before = weights(pretrained);
    assertThat(after.get("features.1.running_mean"))
        .isEqualTo(before.get("features.1.running_mean"));
    assertThat(after.get("classifier.0.weight")).isNotEqualTo(before.get("classifier.0.weight"));
  }

  @Test
  void trainsAlikeOnThePortableDevice() {
    TrainingSpec spec = spec(OTHER_CLASSES).with(from(new Freezing.UpTo("features.1")));
    try (TrainingRun fast = TrainingRun.start(spec, DATA, CPU);
        TrainingRun portable = TrainingRun.start(spec, DATA, Device.portable())) {
      double expected = fast.trainEpoch(() -> true).trainingLoss();
      assertThat(portable.trainEpoch(() -> true).trainingLoss()).isCloseTo(expected, within(1e-3));
    }
  }

  @Test
  void resumesToTheSameBitsAsNeverCut() throws IOException {
    TrainingSpec spec = spec(OTHER_CLASSES).with(from(new Freezing.UpTo("features.1")));
    Path whole = trained(spec, "whole", 2);

    Path cut = whole.resolveSibling("epoch-00001.safetensors");
    try (TrainingRun run = TrainingRun.resume(spec, DATA, CPU, cut)) {
      run.trainEpoch(() -> true);
      assertThat(Files.readAllBytes(run.save(folder.resolve("cut"))))
          .isEqualTo(Files.readAllBytes(whole));
    }
  }

  @Test
  void namesTheLayersThatThereAre() {
    TrainingSpec spec = spec(3).with(from(new Freezing.UpTo("layer9")));

    assertThatThrownBy(() -> TrainingRun.start(spec, DATA, CPU))
        .isInstanceOf(UnknownLayerException.class)
        .hasMessageContaining("layer9")
        .hasMessageContaining("features.0");
  }

  @Test
  void namesTheTensorThatDoesNotFit() {
    TrainingSpec plain = spec(3).with(from(new Freezing.None()));
    TrainingSpec other =
        new TrainingSpec(
                new NetworkSpec("lenet", DATA.shape(), 3, 0),
                plain.preprocessing(),
                List.of(),
                plain.optimizer(),
                plain.schedule(),
                20,
                2,
                7)
            .with(plain.transfer());

    assertThatThrownBy(() -> TrainingRun.start(other, DATA, CPU))
        .isInstanceOf(SnapshotException.class)
        .hasMessageContaining("conv1.weight");
  }

  @Test
  void readsFreezingsAsTheyAreWritten() {
    assertThat(Freezing.parse("up-to(features.5)")).isEqualTo(new Freezing.UpTo("features.5"));
    assertThat(Freezing.parse("all-but-head")).isEqualTo(new Freezing.AllButHead());
    assertThatThrownBy(() -> Freezing.parse("head")).hasMessageContaining("up-to(LAYER)");
    assertThatThrownBy(() -> new Transfer(new Start.Random(), new Freezing.AllButHead()))
        .hasMessageContaining("pretrained");
  }

  private Path trained(TrainingSpec spec, String name, int epochs) {
    try (TrainingRun run = TrainingRun.start(spec, DATA, CPU)) {
      Path saved = folder;
      for (int epoch = 0; epoch < epochs; epoch++) {
        run.trainEpoch(() -> true);
        saved = run.save(folder.resolve(name));
      }
      return saved;
    }
  }

  private Transfer from(Freezing freezing) {
    return new Transfer(new Start.Pretrained(pretrained.toString(), 0.1), freezing);
  }

  private static Map<String, float[]> weights(Path file) {
    Map<String, float[]> weights = new LinkedHashMap<>();
    try (TensorFile tensors = TensorFile.open(file)) {
      for (String name : tensors.names()) {
        weights.put(name, tensors.get(name).data().toArray(ValueLayout.JAVA_FLOAT_UNALIGNED));
      }
    }
    return weights;
  }

  private static TrainingSpec spec(int classes) {
    return spec(new NetworkSpec("vgg-tiny", DATA.shape(), classes, 0.2));
  }

  private static TrainingSpec spec(NetworkSpec network) {
    return new TrainingSpec(
        network,
        Preprocessing.CHANNEL_MEAN_STD,
        List.of(),
        new OptimizerSpec.Sgd(0.05, 0.9, true, Penalty.NONE),
        ScheduleSpec.of(new ScheduleSpec.Constant()),
        20,
        2,
        7);
  }
}

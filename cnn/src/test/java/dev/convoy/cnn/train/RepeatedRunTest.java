package dev.convoy.cnn.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.cnn.data.Augmentation;
import dev.convoy.cnn.data.Preprocessing;
import dev.convoy.cnn.data.Softening;
import dev.convoy.cnn.data.Splits;
import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.network.ActivationKind;
import dev.convoy.cnn.network.Norm;
import dev.convoy.cnn.zoo.LayerSpec;
import dev.convoy.cnn.zoo.NetworkSpec;
import dev.convoy.cnn.zoo.Style;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two runs of the same spec give the same bits, cut or not, in one process or in two: networks of
 * every family, with auxiliary heads (B5), stochastic depth (F8) and layers of one's own (B9).
 */
class RepeatedRunTest {

  private static final Splits DATA = Stripes.coloured();
  private static final Device CPU = Device.cpu(2);

  @TempDir private Path folder;

  static Stream<Named<NetworkSpec>> networks() {
    return Stream.of(
            zoo("resnet20"),
            resnet(Style.USUAL.withStochasticDepth(0.5)),
            resnet(Style.USUAL.with(new Norm.Group(4)).with(ActivationKind.parse("elu"))),
            zoo("mobilenet_v2"),
            zoo("shufflenet_v1"),
            zoo("shufflenet_v2_x0_5"),
            zoo("googlenet"),
            own())
        .map(network -> Named.of(network.toString(), network));
  }

  static NetworkSpec zoo(String architecture) {
    return new NetworkSpec(architecture, DATA.shape(), DATA.classes(), 0.2);
  }

  private static NetworkSpec resnet(Style style) {
    return new NetworkSpec("resnet20", DATA.shape(), DATA.classes(), 0.2, style);
  }

  private static NetworkSpec own() {
    List<LayerSpec> residual =
        List.of(layer("conv", Map.of("out", 8.0, "kernel", 3.0)), layer("norm"), layer("prelu"));
    List<LayerSpec> layers =
        List.of(
            layer("conv", Map.of("out", 16.0, "kernel", 3.0)),
            layer("maxout"),
            new LayerSpec("residual", Map.of(), residual),
            layer("avgpool"),
            layer("depthwise", Map.of("stride", 2.0)),
            layer("norm"),
            layer("tanh"),
            layer("dropout"),
            layer("linear", Map.of("out", 20.0)),
            layer("leaky-relu"));
    Style style = Style.USUAL.withStochasticDepth(0.3);
    return new NetworkSpec(NetworkSpec.OWN, DATA.shape(), DATA.classes(), 0.1, style, layers);
  }

  private static LayerSpec layer(String name) {
    return layer(name, Map.of());
  }

  private static LayerSpec layer(String name, Map<String, Double> arguments) {
    return new LayerSpec(name, arguments, List.of());
  }

  static TrainingSpec spec(NetworkSpec network) {
    return new TrainingSpec(
            network,
            Preprocessing.CHANNEL_MEAN_STD,
            List.of(Augmentation.parse("flip"), Augmentation.parse("saturation(amount=0.2)")),
            new OptimizerSpec.Sgd(0.01, 0.9, false, Penalty.ofWeights(1e-4)),
            new ScheduleSpec(new ScheduleSpec.Cosine(), 1),
            12,
            2,
            7)
        .with(new Refinements(new Clipping.Norm(5), 0, new Softening(0.2, 0.1)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void givesTheSameBitsAgainAndAfterACut(NetworkSpec network) throws IOException {
    TrainingSpec spec = spec(network);
    WholeRun whole = WholeRun.train(spec, DATA, CPU, folder.resolve("one"));

    WholeRun again = WholeRun.train(spec, DATA, CPU, folder.resolve("two"));

    whole.assertSameBits("again", again.last());
    whole.assertResumesToTheSameBits();
  }

  @Test
  void givesTheSameBitsInAnotherProcess() throws Exception {
    List<String> architectures = List.of("vgg-tiny", "mobilenet_v2");
    OwnProcess other = TrainingProcess.start(folder.resolve("other"), architectures);

    List<String> here =
        architectures.stream()
            .map(name -> TrainingProcess.digest(name, folder.resolve("here").resolve(name)))
            .toList();

    assertThat(other.lines()).isEqualTo(here);
  }
}

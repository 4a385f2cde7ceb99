package dev.convoy.cnn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.convoy.cnn.data.Preprocessing;
import dev.convoy.cnn.data.Softening;
import dev.convoy.cnn.data.Splits;
import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.kernels.Activation;
import dev.convoy.cnn.network.ActivationKind;
import dev.convoy.cnn.network.Initialization;
import dev.convoy.cnn.network.Norm;
import dev.convoy.cnn.observe.LayerActivations;
import dev.convoy.cnn.observe.Movement;
import dev.convoy.cnn.observe.Observation;
import dev.convoy.cnn.zoo.NetworkSpec;
import dev.convoy.cnn.zoo.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** J3: updates, gradients and activations, live. */
class ObserveEpochTest {

  private static final Splits DATA = Stripes.splits();
  private static final Device CPU = Device.cpu(2);
  private static final double RATE = 0.02;
  private static final int BATCH = 20;
  private static final Style LEAKY =
      Style.USUAL
          .with(new Norm.Group(4))
          .with(new ActivationKind.Pointwise(new Activation.LeakyRelu(0.1)));
  private static final OptimizerSpec DESCENT =
      new OptimizerSpec.Sgd(RATE, 0, false, Penalty.ofWeights(0));

  @TempDir private Path folder;

  @Test
  @DisplayName("J3: the update's size is the rate times the gradient's, for plain descent")
  void measuresGradientsUpdatesAndActivations() {
    try (TrainingRun run = TrainingRun.start(spec("vgg-tiny", LEAKY, DESCENT), DATA, CPU)) {
      List<Observation> seen = new ArrayList<>();
      EpochResult result = run.observeEpoch(() -> true, seen::add);

      assertThat(result).isEqualTo(run.history().getFirst());
      assertThat(seen).extracting(Observation::step).containsExactly(1, 300 / BATCH);
      assertThat(seen).extracting(Observation::isStart).containsExactly(true, false);
      assertThat(seen).extracting(Observation::endsEpoch).containsExactly(false, true);
      seen.forEach(ObserveEpochTest::requireComplete);
    }
  }

  private static void requireComplete(Observation seen) {
    assertThat(seen.rateFactor()).isEqualTo(1);
    assertThat(seen.seconds()).isPositive();
    assertThat(seen.gradientNorm())
        .isGreaterThan(
            seen.movements().stream().mapToDouble(Movement::gradientNorm).max().orElseThrow());
    assertThat(seen.movements())
        .extracting(movement -> movement.parameter().name())
        .contains("features.0.weight", "features.1.weight", "classifier.3.bias");
    assertThat(seen.movements())
        .allSatisfy(
            movement -> {
              assertThat(movement.gradientNorm()).isPositive();
              assertThat(movement.updateNorm())
                  .isCloseTo(
                      RATE * movement.gradientNorm(),
                      within(1e-3 * RATE * movement.gradientNorm() + 1e-6));
            });
    assertThat(movement(seen, "features.0.weight").ratio()).isBetween(1e-6, 1e-1);
    assertThat(seen.activations())
        .extracting(LayerActivations::layer)
        .contains("features.2", "classifier.1");
    assertThat(seen.activations()).allSatisfy(layer -> assertThat(layer.deviation()).isPositive());
  }

  private static Movement movement(Observation seen, String parameter) {
    return seen.movements().stream()
        .filter(movement -> movement.parameter().name().equals(parameter))
        .findFirst()
        .orElseThrow();
  }

  @Test
  @DisplayName("J3: the gradient is the loss's own, whatever clipping makes of it")
  void measuresTheGradientBeforeItIsClipped() {
    double limit = 1e-3;
    TrainingSpec clipped =
        spec("vgg-tiny", LEAKY, DESCENT)
            .with(new Refinements(new Clipping.Norm(limit), 0, Softening.NONE));
    Observation plain = start(spec("vgg-tiny", LEAKY, DESCENT));
    Observation seen = start(clipped);

    assertThat(seen.gradientNorm()).isEqualTo(plain.gradientNorm()).isGreaterThan(limit);
    assertThat(
            Math.sqrt(
                seen.movements().stream()
                    .mapToDouble(each -> each.updateNorm() * each.updateNorm())
                    .sum()))
        .isCloseTo(RATE * limit, within(1e-2 * RATE * limit));
  }

  @Test
  @DisplayName("E4: an activation within a norm's operation is seen under its own layer's name")
  void namesTheLayerOfAnActivationThatIsJoinedWithItsNorm() {
    Observation seen = start(spec("vgg-tiny", Style.USUAL, DESCENT));

    assertThat(seen.activations())
        .extracting(LayerActivations::layer)
        .contains("features.2", "classifier.1");
    assertThat(seen.activations().getFirst().deviation())
        .as("of a ReLU of what batch norm gives")
        .isCloseTo(Math.sqrt(0.5 - 0.5 / Math.PI), within(0.1));
  }

  private static Observation start(TrainingSpec spec) {
    try (TrainingRun run = TrainingRun.start(spec, DATA, CPU)) {
      List<Observation> seen = new ArrayList<>();
      run.observeEpoch(() -> true, seen::add);
      return seen.getFirst();
    }
  }

  @Test
  void seesAStartWhoseLossRunsAway() {
    Style huge =
        new Style(
            new Norm.None(), Optional.empty(), Optional.of(new Initialization.Small(10)), 1, 0);
    List<Observation> seen = new ArrayList<>();
    try (TrainingRun run = TrainingRun.start(spec("plain56", huge, DESCENT), DATA, CPU)) {
      assertThatExceptionOfType(NonFiniteLossException.class)
          .isThrownBy(() -> run.observeEpoch(() -> true, seen::add));
    }

    assertThat(seen).hasSize(1);
    assertThat(seen.getFirst().activations().getFirst().deviation()).isGreaterThan(10);
  }

  static Stream<TrainingSpec> specs() {
    TrainingSpec momentum =
        spec(
            "vgg-tiny",
            Style.USUAL,
            new OptimizerSpec.Sgd(RATE, 0.9, true, Penalty.ofWeights(1e-4)));
    return Stream.of(
        spec("vgg-tiny", LEAKY, DESCENT),
        momentum,
        momentum.with(new Refinements(new Clipping.Norm(0.1), 0.9, new Softening(0.2, 0.1))),
        spec("lenet", Style.USUAL, OptimizerSpec.Adam.of(0.003, Penalty.ofWeights(1e-4))),
        spec("resnet20", Style.USUAL, DESCENT));
  }

  @ParameterizedTest
  @MethodSource("specs")
  void leavesTheBitsAsTheyAre(TrainingSpec spec) throws IOException {
    requireTheSameBits(spec);
  }

  @Test
  void leavesTheBitsOfAPartlyFrozenNetworkAsTheyAre() throws IOException {
    TrainingSpec whole = spec("vgg-tiny", Style.USUAL, DESCENT);
    Path pretrained;
    try (TrainingRun run = TrainingRun.start(whole, DATA, CPU)) {
      pretrained = run.save(folder.resolve("pretrained"));
    }
    TrainingSpec partly =
        whole.with(
            new Transfer(
                new Start.Pretrained(pretrained.toString(), 1), new Freezing.UpTo("features.1")));

    requireTheSameBits(partly);
    assertThat(start(partly).activations())
        .as("those of frozen layers too")
        .extracting(LayerActivations::layer)
        .contains("features.2", "classifier.1");
  }

  private void requireTheSameBits(TrainingSpec spec) throws IOException {
    Path plain;
    Path observed;
    try (TrainingRun run = TrainingRun.start(spec, DATA, CPU)) {
      run.trainEpoch(() -> true);
      run.trainEpoch(() -> true);
      plain = run.save(folder.resolve("plain"));
    }
    try (TrainingRun run = TrainingRun.start(spec, DATA, CPU)) {
      run.observeEpoch(() -> true, seen -> {});
      run.observeEpoch(() -> true, seen -> {});
      observed = run.save(folder.resolve("observed"));
    }

    assertThat(Files.readAllBytes(observed)).isEqualTo(Files.readAllBytes(plain));
  }

  private static TrainingSpec spec(String model, Style style, OptimizerSpec optimizer) {
    return new TrainingSpec(
        new NetworkSpec(model, DATA.shape(), DATA.classes(), 0.2, style),
        Preprocessing.CHANNEL_MEAN_STD,
        List.of(),
        optimizer,
        ScheduleSpec.of(new ScheduleSpec.Constant()),
        BATCH,
        2,
        7);
  }
}

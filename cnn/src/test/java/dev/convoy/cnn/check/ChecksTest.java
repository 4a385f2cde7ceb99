package dev.convoy.cnn.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.convoy.cnn.SeededRandom;
import dev.convoy.cnn.check.Check.Verdict;
import dev.convoy.cnn.data.ImageShape;
import dev.convoy.cnn.data.ImageSource;
import dev.convoy.cnn.data.Preprocessing;
import dev.convoy.cnn.data.Splits;
import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.network.Initialization;
import dev.convoy.cnn.train.OptimizerSpec;
import dev.convoy.cnn.train.Penalty;
import dev.convoy.cnn.train.ScheduleSpec;
import dev.convoy.cnn.train.TrainingInterrupted;
import dev.convoy.cnn.train.TrainingSpec;
import dev.convoy.cnn.zoo.LayerSpec;
import dev.convoy.cnn.zoo.NetworkSpec;
import dev.convoy.cnn.zoo.Style;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** H2, H3, H4: checks before money is spent, of networks that can learn and that can't. */
class ChecksTest {

  private static final Device CPU = Device.cpu(2);
  private static final Splits DATA = splits(Content.SPOTS);

  @Test
  @DisplayName("H2: a fresh network's loss is near ln(C)")
  void initialLossIsNearThatOfGuessing() {
    InitialLoss result = InitialLoss.check(spec(0.05, Style.USUAL), DATA, CPU);

    assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.PASSED);
    assertThat(result.expected()).isCloseTo(Math.log(4), within(1e-12));
    assertThat(result.loss()).isCloseTo(Math.log(4), within(0.4));
  }

  @Test
  void initialLossOfAnOverconfidentNetworkFails() {
    Style large = Style.USUAL.with(Initialization.parse("small(5.0)"));

    InitialLoss result = InitialLoss.check(spec(0.05, large), DATA, CPU);

    assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(result.advice().getFirst()).contains("initialize");
  }

  @Test
  void initialLossFarFromGuessingNamesTheWay() {
    assertThat(InitialLoss.of(0.1, Math.log(10)).advice().getFirst()).contains("labels");
    assertThat(InitialLoss.of(Double.NaN, 1).verdict()).isEqualTo(Verdict.FAILED);
  }

  @Test
  @DisplayName("H3: a network learns a tiny sample by heart")
  void learnsATinySampleByHeart() {
    TinySample result = tiny(spec(0.05, Style.USUAL), DATA);

    assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.PASSED);
    assertThat(result.accuracy()).isEqualTo(1);
    assertThat(result.images()).isEqualTo(20);
    assertThat(result.losses().getLast()).isLessThan(result.losses().getFirst());
  }

  @Test
  @DisplayName("H3: what can't learn a tiny sample names the likely reason")
  void namesWhyATinySampleIsNotLearnt() {
    TinySample dead = tiny(spec(0.05, Style.USUAL.with(Initialization.parse("zeros"))), DATA);
    TinySample slow = tiny(spec(1e-9, Style.USUAL), DATA);
    TinySample wild = tiny(spec(1e6, Style.USUAL), DATA);
    TinySample contradictory = tiny(spec(0.05, Style.USUAL), splits(Content.BLANK));

    assertThat(dead.advice()).anyMatch(text -> text.contains("initial weights"));
    assertThat(slow.advice()).anyMatch(text -> text.contains("raise the rate"));
    assertThat(wild.advice()).anyMatch(text -> text.contains("smaller rate"));
    assertThat(contradictory.advice()).anyMatch(text -> text.contains("mend the labels"));
  }

  @Test
  @DisplayName("H4: finds a rate at which the loss falls within a hundred steps")
  void findsARateThatLearns() {
    RateRange result = RateRange.check(spec(1, Style.USUAL), DATA, CPU, () -> true);

    assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.PASSED);
    double rate = result.suggestion().orElseThrow();
    assertThat(rate).isBetween(1e-4, 1.0);
    assertThat(result.rates().getFirst()).isEqualTo(RateRange.LOWEST);
    assertThat(tiny(spec(rate, Style.USUAL), DATA).verdict()).isEqualTo(Verdict.PASSED);
  }

  @Test
  void findsNoRateWhereNothingCanBeLearnt() {
    Style dead = Style.USUAL.with(Initialization.parse("zeros"));

    RateRange result = RateRange.check(spec(1, dead), splits(Content.BLANK), CPU, () -> true);

    assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(result.suggestion()).isEmpty();
    assertThat(result.advice()).isNotEmpty();
  }

  @Test
  @DisplayName("B9, H2, H3, H4: every check is made of an own network too")
  void checksAnOwnNetwork() {
    TrainingSpec own = own(plain("conv", Map.of("out", 8.0, "kernel", 3.0)), plain("relu"));

    assertThat(InitialLoss.check(own, DATA, CPU).verdict()).isEqualTo(Verdict.PASSED);
    assertThat(tiny(own, DATA).verdict()).isEqualTo(Verdict.PASSED);
    assertThat(RateRange.check(own, DATA, CPU, () -> true).verdict()).isEqualTo(Verdict.PASSED);
  }

  @Test
  @DisplayName("H3, F4, F8: nothing is dropped, wherever the network has it")
  void learnsATinySampleWhateverIsDroppedInTraining() {
    LayerSpec convolution = plain("conv", Map.of("out", 8.0, "kernel", 3.0));
    TrainingSpec own =
        own(
            Style.USUAL.withStochasticDepth(0.9),
            convolution,
            plain("relu"),
            new LayerSpec("residual", Map.of(), List.of(convolution, dropout())),
            new LayerSpec("repeat", Map.of("times", 2.0), List.of(dropout())));

    TinySample result = tiny(own, DATA);

    assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.PASSED);
  }

  @Test
  @DisplayName("B5, H2, H3: auxiliary heads neither count nor drop")
  void checksTheHeadThatAnswers() {
    TrainingSpec googlenet =
        spec(0.01, new NetworkSpec("googlenet", DATA.shape(), DATA.classes(), 0.5));

    InitialLoss initial = InitialLoss.check(googlenet, DATA, CPU);
    TinySample tiny = tiny(googlenet, DATA);

    assertThat(initial.verdict()).as(initial.toString()).isEqualTo(Verdict.PASSED);
    assertThat(tiny.verdict()).as(tiny.toString()).isEqualTo(Verdict.PASSED);
  }

  private static LayerSpec dropout() {
    return plain("dropout", Map.of("rate", 0.95));
  }

  @Test
  void stopsBeforeTheNextStepWhenToldTo() {
    int[] steps = {0};

    assertThatThrownBy(() -> RateRange.check(spec(1, Style.USUAL), DATA, CPU, () -> steps[0]++ < 3))
        .isInstanceOf(TrainingInterrupted.class)
        .hasMessageContaining("before step 3");
  }

  private static TinySample tiny(TrainingSpec spec, Splits data) {
    return TinySample.check(spec, data, TinySample.Effort.USUAL, CPU, () -> true);
  }

  private static LayerSpec plain(String name) {
    return plain(name, Map.of());
  }

  private static LayerSpec plain(String name, Map<String, Double> arguments) {
    return new LayerSpec(name, arguments, List.of());
  }

  private static TrainingSpec own(LayerSpec... layers) {
    return own(Style.USUAL, layers);
  }

  private static TrainingSpec own(Style style, LayerSpec... layers) {
    return spec(
        0.05,
        new NetworkSpec(
            NetworkSpec.OWN, DATA.shape(), DATA.classes(), 0.5, style, List.of(layers)));
  }

  private static TrainingSpec spec(double rate, Style style) {
    return spec(rate, new NetworkSpec("lenet", DATA.shape(), DATA.classes(), 0.5, style));
  }

  private static TrainingSpec spec(double rate, NetworkSpec network) {
    return new TrainingSpec(
        network,
        Preprocessing.CHANNEL_MEAN_STD,
        List.of(),
        new OptimizerSpec.Sgd(rate, 0.9, false, Penalty.everywhere(0.1)),
        ScheduleSpec.of(new ScheduleSpec.Constant()),
        32,
        1,
        7);
  }

  private static Splits splits(Content content) {
    List<String> names = IntStream.range(0, 4).mapToObj(i -> "class " + i).toList();
    return new Splits(
        new Corners(content, 400, 1),
        new Corners(content, 40, 2),
        new Corners(content, 40, 3),
        names);
  }

  private enum Content {
    SPOTS,
    BLANK
  }

  /** Noisy images with a bright spot in the corner that is their class, or all blank. */
  private record Corners(Content content, int size, long seed) implements ImageSource {
    @Override
    public ImageShape shape() {
      return new ImageShape(1, 16, 16);
    }

    @Override
    public int classes() {
      return 4;
    }

    @Override
    public int label(int index) {
      return index % 4;
    }

    @Override
    public void read(int index, float[] into) {
      SeededRandom random = new SeededRandom(SeededRandom.key(seed, index));
      for (int i = 0; i < 256; i++) {
        int corner = (i / 128) * 2 + (i % 16) / 8;
        float spot = corner == label(index) ? 120 : 0;
        into[i] = content == Content.BLANK ? 50 : spot + 80 * random.nextFloat();
      }
    }
  }
}

package dev.convoy.cnn.zoo;

import static dev.convoy.cnn.network.ContractCase.extent;

import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.Window;
import dev.convoy.cnn.network.ActivationKind;
import dev.convoy.cnn.network.Contract;
import dev.convoy.cnn.network.ContractCase;
import dev.convoy.cnn.network.Module;
import dev.convoy.cnn.network.Norm;
import dev.convoy.cnn.network.Sequence;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Every block that the zoo's models and own networks are made of (H1, B3, B5, B6, B9). */
class BlockContractTest extends Contract {

  private static final Style BATCH = Style.USUAL;
  private static final Style GROUP = BATCH.with(new Norm.Group(2));

  @Override
  protected Stream<ContractCase> cases() {
    return Stream.of(residual(), inception(), mobile(), shuffled(), own()).flatMap(some -> some);
  }

  private static Stream<ContractCase> residual() {
    int kept = (144 + 8) + (144 + 8);
    int halved = (216 + 12) + (324 + 12);
    return Stream.of(
        block("basic block", 4, extent(4, 7, 6), kept, () -> basic(BATCH)).apart(),
        block(
                "basic block that halves",
                4,
                extent(6, 4, 3),
                halved + (24 + 12),
                () -> new BasicBlock(BATCH, 4, 6, 2))
            .apart(),
        block("basic block of group norm", 4, extent(4, 7, 6), kept, () -> basic(GROUP)),
        block(
            "basic block without norm",
            4,
            extent(4, 7, 6),
            (144 + 4) + (144 + 4),
            () -> basic(BATCH.with(new Norm.None()))),
        block(
            "basic block of PReLU",
            4,
            extent(4, 7, 6),
            kept + 1 + 1,
            () -> basic(GROUP.with(ActivationKind.parse("prelu")))),
        block(
                "basic block that images skip",
                4,
                extent(4, 7, 6),
                kept,
                () -> basic(GROUP.withStochasticDepth(0.5)))
            .apart(),
        block(
                "basic blocks",
                4,
                extent(4, 7, 6),
                kept + kept,
                () -> new Sequence(basic(BATCH), basic(BATCH)))
            .apart(),
        block(
                "bottleneck",
                8,
                extent(8, 7, 6),
                (16 + 4) + (36 + 4) + (16 + 16),
                () -> new Bottleneck(BATCH, 8, 2, 1))
            .apart(),
        block(
                "bottleneck that halves",
                4,
                extent(8, 4, 3),
                (8 + 4) + (36 + 4) + (16 + 16) + (32 + 16),
                () -> new Bottleneck(BATCH, 4, 2, 2))
            .apart(),
        block("plain block", 4, extent(4, 7, 6), kept, () -> new PlainBlock(BATCH, 4, 4, 1))
            .apart(),
        block(
                "plain block that halves",
                4,
                extent(6, 4, 3),
                halved,
                () -> new PlainBlock(BATCH, 4, 6, 2))
            .apart());
  }

  private static Module basic(Style style) {
    return new BasicBlock(style, 4, 4, 1);
  }

  private static Stream<ContractCase> inception() {
    int one = 8 + 4;
    int two = (12 + 6) + (108 + 8);
    int three = (8 + 4) + (54 + 6);
    int four = 8 + 4;
    return Stream.of(
        block(
                "inception",
                4,
                extent(2 + 4 + 3 + 2, 7, 6),
                one + two + three + four,
                () -> new GoogLeNet.Inception(BATCH, 4, 2, 3, 4, 2, 3, 2))
            .apart());
  }

  private static Stream<ContractCase> mobile() {
    int inverted = (32 + 16) + (72 + 16) + (32 + 8);
    return Stream.of(
        block("separable", 4, extent(6, 4, 3), (36 + 8) + (24 + 12), BlockContractTest::separable)
            .apart(),
        block(
                "inverted residual",
                4,
                extent(4, 7, 6),
                inverted,
                () -> new MobileNetV2.InvertedResidual(BATCH, 4, 4, 1, 2))
            .apart(),
        block(
                "inverted residuals",
                4,
                extent(4, 7, 6),
                inverted + inverted,
                () ->
                    new Sequence(
                        new MobileNetV2.InvertedResidual(BATCH, 4, 4, 1, 2),
                        new MobileNetV2.InvertedResidual(BATCH, 4, 4, 1, 2)))
            .apart(),
        block(
                "inverted residual that halves",
                4,
                extent(6, 4, 3),
                (32 + 16) + (72 + 16) + (48 + 12),
                () -> new MobileNetV2.InvertedResidual(BATCH, 4, 6, 2, 2))
            .apart(),
        block(
                "inverted residual that doesn't widen",
                4,
                extent(5, 7, 6),
                (36 + 8) + (20 + 10),
                () -> new MobileNetV2.InvertedResidual(BATCH, 4, 5, 1, 1))
            .apart());
  }

  private static Module separable() {
    return new Sequence(
        MobileNetV1.normalized(BATCH, 4, 4, Window.square(3, 2, 1), 4),
        MobileNetV1.normalized(BATCH, 4, 6, Window.square(1, 1, 0), 1));
  }

  private static Stream<ContractCase> shuffled() {
    return Stream.of(
        block(
                "first unit of ShuffleNet v1",
                24,
                extent(36, 4, 3),
                (216 + 18) + (81 + 18) + (36 + 24),
                () -> ShuffleNetV1.Unit.narrowing(BATCH, 24, 36))
            .apart(),
        block(
                "unit of ShuffleNet v1 that halves",
                12,
                extent(24, 4, 3),
                (24 + 12) + (54 + 12) + (24 + 24),
                () -> ShuffleNetV1.Unit.narrowing(BATCH, 12, 24))
            .apart(),
        block(
                "unit of ShuffleNet v1",
                12,
                extent(12, 7, 6),
                (12 + 6) + (27 + 6) + (12 + 24),
                () -> ShuffleNetV1.Unit.keeping(BATCH, 12))
            .apart(),
        block(
                "unit of ShuffleNet v2 that halves",
                4,
                extent(8, 4, 3),
                (36 + 8) + (16 + 8) + (16 + 8) + (36 + 8) + (16 + 8),
                () -> new ShuffleNetV2.Narrowing(BATCH, 4, 8))
            .apart(),
        block(
                "unit of ShuffleNet v2",
                8,
                extent(8, 7, 6),
                (16 + 8) + (36 + 8) + (16 + 8),
                () -> new ShuffleNetV2.Keeping(BATCH, 8))
            .apart());
  }

  private static Stream<ContractCase> own() {
    List<LayerSpec> keeping =
        List.of(convolution(4, 1), plain("norm"), plain("relu"), convolution(4, 1));
    List<LayerSpec> halving = List.of(convolution(6, 2), plain("norm"));
    LayerSpec sequence =
        new LayerSpec("sequence", Map.of(), List.of(convolution(6, 1), plain("norm")));
    List<LayerSpec> branches = List.of(plain("identity"), convolution(4, 1), sequence);
    return Stream.of(
        block(
            "own residual",
            4,
            extent(4, 7, 6),
            144 + 8 + (144 + 4),
            () -> own(GROUP, "residual", keeping)),
        block(
            "own branches",
            4,
            extent(4 + 4 + 6, 7, 6),
            (144 + 4) + 216 + 12,
            () -> own(GROUP, "concat", branches)),
        block(
                "own residual that halves",
                4,
                extent(6, 4, 3),
                (216 + 12) + (24 + 12),
                () -> own(BATCH, "residual", halving))
            .apart(),
        block(
                "own residual that images skip",
                4,
                extent(4, 7, 6),
                144 + 8 + (144 + 4),
                () -> own(GROUP.withStochasticDepth(0.5), "residual", keeping))
            .apart());
  }

  private static Module own(Style style, String block, List<LayerSpec> body) {
    List<LayerSpec> layers = List.of(new LayerSpec(block, Map.of(), body));
    return new LayerBuilder(style, extent(4, 7, 6), layers).sequence("layers", layers);
  }

  private static LayerSpec convolution(double out, double stride) {
    return new LayerSpec("conv", Map.of("out", out, "kernel", 3.0, "stride", stride), List.of());
  }

  private static LayerSpec plain(String name) {
    return new LayerSpec(name, Map.of(), List.of());
  }

  private static ContractCase block(
      String name, int channels, Shape output, long learned, Supplier<Module> module) {
    return ContractCase.of(name, channels, output, learned, module);
  }
}

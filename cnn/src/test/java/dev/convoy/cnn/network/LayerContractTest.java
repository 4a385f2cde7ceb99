package dev.convoy.cnn.network;

import static dev.convoy.cnn.network.ContractCase.extent;

import dev.convoy.cnn.kernels.Activation;
import dev.convoy.cnn.kernels.LocalResponse.Constants;
import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.Window;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Every layer by itself (H1 and A1, A3, A4, A5, C1, C2, C3, C4, C5, C6, F4). */
class LayerContractTest extends Contract {

  @Override
  protected Stream<ContractCase> cases() {
    return Stream.of(convolutions(), norms(), activations(), pools(), others())
        .flatMap(some -> some);
  }

  private static Stream<ContractCase> convolutions() {
    return Stream.of(
        on4("3x3 convolution", extent(5, 7, 6), 5 * 4 * 9, () -> convolution(3, 1, 1)),
        on4("5x5 convolution with stride", extent(5, 3, 2), 5 * 4 * 25, () -> convolution(5, 2, 1)),
        on4("1x1 convolution", extent(5, 7, 6), 5 * 4, () -> convolution(1, 1, 0)),
        on4("1x1 convolution with stride", extent(5, 4, 3), 5 * 4, () -> convolution(1, 2, 0)),
        on4("depthwise convolution", extent(4, 7, 6), 4 * 9, () -> grouped(4, 1, 4)),
        on4("depthwise convolution with stride", extent(4, 4, 3), 4 * 9, () -> grouped(4, 2, 4)),
        on4("grouped convolution", extent(6, 7, 6), 6 * 2 * 9, () -> grouped(6, 1, 2)),
        on4("grouped convolution with stride", extent(6, 4, 3), 6 * 2 * 9, () -> grouped(6, 2, 2)),
        on4(
            "convolution with bias",
            extent(5, 5, 4),
            5 * 4 * 9 + 5,
            () -> Convolution.biased(4, 5, Window.square(3, 1, 0))),
        on4(
            "grouped convolution with bias",
            extent(6, 7, 6),
            6 * 2 * 9 + 6,
            () -> Convolution.groupedBiased(4, 6, Window.square(3, 1, 1), 2)),
        ContractCase.of(
            "wide convolution",
            32,
            extent(32, 7, 6),
            32 * 32 * 9,
            () -> Convolution.plain(32, 32, Window.square(3, 1, 1))));
  }

  private static Stream<ContractCase> norms() {
    return Stream.of(
        same("batch norm", 4 + 4, () -> new BatchNorm(4)).apart(),
        same("batch norm and ReLU", 4 + 4, () -> seq(new BatchNorm(4), Nonlinear.relu())).apart(),
        same("batch norm and ReLU6", 4 + 4, () -> seq(new BatchNorm(4), Nonlinear.relu6())).apart(),
        same("layer norm", 4 + 4, () -> GroupNorm.layer(4)),
        same("instance norm", 4 + 4, () -> GroupNorm.instance(4)),
        same("group norm", 4 + 4, () -> new GroupNorm(2, 4)),
        same("group norm, ReLU6", 4 + 4, () -> seq(new GroupNorm(2, 4), Nonlinear.relu6())),
        same("normalized PReLU", 4 + 4 + 1, () -> seq(new GroupNorm(4, 4), new Prelu())),
        ContractCase.of(
            "wide group norm",
            96,
            extent(96, 7, 6),
            96 + 96,
            () -> seq(new GroupNorm(8, 96), Nonlinear.relu())),
        same(
            "local response norm",
            0,
            () -> new LocalResponseNorm(new Constants(3, 0.3, 0.75, 1.5))));
  }

  private static Stream<ContractCase> activations() {
    return Stream.of(
        same("ReLU", 0, Nonlinear::relu),
        same("ReLU6", 0, Nonlinear::relu6),
        same("sigmoid", 0, () -> new Nonlinear(new Activation.Sigmoid())),
        same("tanh", 0, () -> new Nonlinear(new Activation.Tanh())),
        same("leaky ReLU", 0, () -> new Nonlinear(new Activation.LeakyRelu(0.1))),
        same("ELU", 0, () -> new Nonlinear(new Activation.Elu(1.5))),
        same("PReLU", 1, Prelu::new),
        ContractCase.of("maxout of 2", 6, extent(3, 7, 6), 0, () -> new Maxout(2)),
        ContractCase.of("wide maxout of 3", 60, extent(20, 7, 6), 0, () -> new Maxout(3)));
  }

  private static Stream<ContractCase> pools() {
    return Stream.of(
        on4("max pool", extent(4, 3, 3), 0, () -> Pooling.max(Window.square(2, 2, 0))),
        on4("padded max pool", extent(4, 4, 3), 0, () -> Pooling.max(Window.square(3, 2, 1))),
        on4("max pool to the edge", extent(4, 4, 3), 0, () -> edge(2, 2, 0)),
        on4("padded max pool to the edge", extent(4, 4, 4), 0, () -> edge(3, 2, 1)),
        on4("max pool that keeps its extent", extent(4, 7, 6), 0, () -> edge(3, 1, 1)),
        on4("average pool", extent(4, 4, 3), 0, () -> Pooling.average(Window.square(3, 2, 1))),
        on4("global average pool", extent(4, 1, 1), 0, Pooling::globalAverage),
        on4("adaptive pool to fewer", extent(4, 3, 4), 0, () -> new AdaptivePooling(3, 4)),
        on4("adaptive pool to more", extent(4, 9, 7), 0, () -> new AdaptivePooling(9, 7)),
        on4("adaptive pool to an even share", extent(4, 7, 3), 0, () -> new AdaptivePooling(7, 3)));
  }

  private static Stream<ContractCase> others() {
    return Stream.of(
        on4("linear", extent(9, 1, 1), 9 * 168 + 9, () -> new Linear(168, 9)),
        on4(
            "linear and ReLU",
            extent(9, 1, 1),
            9 * 168 + 9,
            () -> seq(new Linear(168, 9), Nonlinear.relu())),
        on4(
                "dropout",
                extent(9, 1, 1),
                9 * 168 + 9,
                () -> seq(new Linear(168, 9), new Dropout(0.4)))
            .apart(),
        same("dropout of maps", 0, () -> new Dropout(0.3)).apart(),
        same("dropout of nothing", 0, () -> new Dropout(0)),
        same("identity", 0, Identity::new));
  }

  private static ContractCase on4(
      String name, Shape output, long learned, Supplier<Module> module) {
    return ContractCase.of(name, 4, output, learned, module);
  }

  private static ContractCase same(String name, long learned, Supplier<Module> module) {
    return on4(name, extent(4, 7, 6), learned, module);
  }

  private static Module convolution(int side, int stride, int padding) {
    return Convolution.plain(4, 5, Window.square(side, stride, padding));
  }

  private static Module grouped(int outputs, int stride, int groups) {
    return Convolution.grouped(4, outputs, Window.square(3, stride, 1), groups);
  }

  private static Pooling edge(int side, int stride, int padding) {
    return Pooling.maxToTheEdge(Window.square(side, stride, padding));
  }

  private static Sequence seq(Module... parts) {
    return new Sequence(parts);
  }
}

package dev.convoy.cnn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.convoy.cnn.kernels.Activation;
import dev.convoy.cnn.kernels.Floats;
import dev.convoy.cnn.kernels.LocalResponse.Constants;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.Window;
import dev.convoy.cnn.kernels.nd4j.Nd4jKernels;
import dev.convoy.cnn.kernels.onednn.OneDnnKernels;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every layer and block must keep to (H1 and A1, A3, A4, A5, C1, C2, C3, C4, C5, C6,
 * F4, F8).
 */
class LayerContractTest {

  private static final Shape BATCH = new Shape(3, 4, 7, 6);
  private static final int CLASSES = 5;
  private static final int CHECKED_VALUES = 6;

  static Stream<Arguments> layers() {
    return Stream.of(
        layer("3x3 convolution", 5, 7, 6, () -> convolution(3, 1, 1, 1)),
        layer("5x5 convolution with stride", 5, 3, 2, () -> convolution(5, 2, 1, 1)),
        layer("1x1 convolution", 5, 7, 6, () -> convolution(1, 1, 0, 1)),
        layer("depthwise convolution", 4, 4, 3, LayerContractTest::depthwise),
        layer("grouped convolution", 6, 7, 6, LayerContractTest::grouped),
        layer(
            "convolution with bias",
            5,
            5,
            4,
            () -> Convolution.biased(4, 5, Window.square(3, 1, 0))),
        layer("batch norm", 4, 7, 6, () -> new BatchNorm(4)),
        layer("batch norm and ReLU", 4, 7, 6, () -> seq(new BatchNorm(4), Nonlinear.relu())),
        layer("batch norm and ReLU6", 4, 7, 6, () -> seq(new BatchNorm(4), Nonlinear.relu6())),
        layer("layer norm", 4, 7, 6, () -> GroupNorm.layer(4)),
        layer("instance norm", 4, 7, 6, () -> GroupNorm.instance(4)),
        layer("group norm", 4, 7, 6, () -> new GroupNorm(2, 4)),
        layer("group norm, ReLU6", 4, 7, 6, () -> seq(new GroupNorm(2, 4), Nonlinear.relu6())),
        layer("wide group norm", 96, 7, 6, LayerContractTest::wideGroupNorm),
        layer("sigmoid", 5, 7, 6, () -> activated(new Nonlinear(new Activation.Sigmoid()))),
        layer("tanh", 5, 7, 6, () -> activated(new Nonlinear(new Activation.Tanh()))),
        layer("leaky ReLU", 5, 7, 6, () -> activated(new Nonlinear(new Activation.LeakyRelu(0.1)))),
        layer("ELU", 5, 7, 6, () -> activated(new Nonlinear(new Activation.Elu(1.5)))),
        layer("PReLU", 5, 7, 6, () -> activated(new Prelu())),
        layer("normalized PReLU", 4, 7, 6, () -> seq(new GroupNorm(4, 4), new Prelu())),
        layer("maxout of 2", 3, 7, 6, () -> seq(grouped(), new Maxout(2))),
        layer("wide maxout of 3", 20, 7, 6, LayerContractTest::wideMaxout),
        layer("ReLU", 5, 7, 6, () -> seq(convolution(3, 1, 1, 1), Nonlinear.relu())),
        layer("max pool", 5, 3, 3, () -> pooled(Pooling.max(Window.square(2, 2, 0)))),
        layer("padded max pool", 5, 4, 3, () -> pooled(Pooling.max(Window.square(3, 2, 1)))),
        layer("average pool", 5, 4, 3, () -> pooled(Pooling.average(Window.square(3, 2, 1)))),
        layer("global average pool", 5, 1, 1, () -> pooled(Pooling.globalAverage())),
        layer("linear", 9, 1, 1, () -> new Linear(4 * 7 * 6, 9)),
        layer("dropout", 9, 1, 1, () -> seq(new Linear(4 * 7 * 6, 9), new Dropout(0.4))),
        layer("stochastic depth", 4, 7, 6, SkippedResidual::new),
        layer("residual block", 4, 7, 6, () -> residual(true)),
        layer("linear residual block", 4, 7, 6, () -> residual(false)),
        layer("residual blocks", 4, 7, 6, () -> seq(residual(true), residual(true))),
        layer("mixed residual blocks", 4, 7, 6, () -> seq(residual(false), residual(true))),
        layer(
            "group norm's residual block",
            4,
            7,
            6,
            () -> new Residual(LayerContractTest::pairs, true)),
        layer(
            "its linear residual block",
            4,
            7,
            6,
            () -> new Residual(LayerContractTest::pairs, false)),
        layer("inverted residual block", 4, 7, 6, InvertedResidual::new),
        layer("residual without norm", 4, 7, 6, () -> new PlainResidual()),
        layer("max pool to the edge", 5, 4, 3, () -> pooled(edge(2, 2, 0))),
        layer("padded max pool to the edge", 5, 4, 4, () -> pooled(edge(3, 2, 1))),
        layer("max pool that keeps its extent", 5, 7, 6, () -> pooled(edge(3, 1, 1))),
        layer("adaptive pool to fewer", 5, 3, 4, () -> adaptive(3, 4)),
        layer("adaptive pool to more", 5, 9, 7, () -> adaptive(9, 7)),
        layer("adaptive pool to an even share", 5, 7, 3, () -> adaptive(7, 3)),
        layer("local response norm", 5, 7, 6, LayerContractTest::response),
        layer("shuffled branches", 6, 7, 6, () -> new Branches(17)),
        layer("wide shuffled branches", 6, 7, 6, () -> new Branches(40)),
        whole("auxiliary head", TwoHeads::new));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void gradientsEqualCentralDifferences(Case layer) {
    try (Sample sample = new Sample(layer.network(), BATCH, Nd4jKernels.doubles())) {
      Map<String, float[]> gradients = sample.gradients();

      for (Parameter parameter : sample.learned()) {
        float[] values = sample.values(parameter);
        float[] gradient = gradients.getOrDefault(parameter.name(), new float[0]);
        int stride = Math.max(1, values.length / CHECKED_VALUES);
        for (int i = 0; i < values.length; i += stride) {
          double numeric = difference(sample, parameter, values, i);
          assertThat((double) gradient[i])
              .as("%s of %s [%d], seed %d", layer.name, parameter, i, Sample.SEED)
              .isCloseTo(numeric, within(1e-7 + 1e-3 * Math.abs(numeric)));
        }
      }
    }
  }

  /** The step is what really lies between two float32 values. */
  private static double difference(Sample sample, Parameter parameter, float[] values, int i) {
    float[] moved = values.clone();
    moved[i] = values[i] + 2e-5f;
    sample.trainer.evaluator().write(parameter, Floats.copyOf(moved));
    double above = sample.loss();
    double high = moved[i];
    moved[i] = values[i] - 2e-5f;
    sample.trainer.evaluator().write(parameter, Floats.copyOf(moved));
    double below = sample.loss();
    sample.trainer.evaluator().write(parameter, Floats.copyOf(values));
    return (above - below) / (high - moved[i]);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void bothKernelsAgree(Case layer) {
    try (Sample fast = new Sample(layer.network(), BATCH, new OneDnnKernels(2));
        Sample exact = new Sample(layer.network(), BATCH, Nd4jKernels.doubles())) {
      assertThat(fast.loss()).isCloseTo(exact.loss(), within(1e-5));
      assertClose(layer, "gradient", fast.gradients(), exact.gradients());

      for (int step = 0; step < 3; step++) {
        fast.trainer.step(fast.images, fast.labels, step, 0.05);
        exact.trainer.step(exact.images, exact.labels, step, 0.05);
      }
      assertClose(layer, "value after three steps", fast.values(), exact.values());
      assertThat(fast.probabilities(CLASSES))
          .as(layer.name + " in evaluation")
          .containsExactly(exact.probabilities(CLASSES), within(1e-4f));
    }
  }

  /** Relative to each one's size; those that are zero in theory, to a hundredth of the largest. */
  private static void assertClose(
      Case layer, String what, Map<String, float[]> actual, Map<String, float[]> expected) {
    double largest =
        expected.values().stream().mapToDouble(LayerContractTest::norm).max().orElse(0);
    expected.forEach(
        (name, values) ->
            assertThat(distance(actual.getOrDefault(name, new float[0]), values))
                .as("%s: %s of %s", layer.name, what, name)
                .isLessThan(1e-4 * Math.max(norm(values), largest / 100)));
  }

  private static double norm(float[] values) {
    return distance(values, new float[values.length]);
  }

  private static double distance(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    double square = 0;
    for (int i = 0; i < actual.length; i++) {
      square += Math.pow((double) actual[i] - expected[i], 2);
    }
    return Math.sqrt(square);
  }

  private static Module convolution(int side, int stride, int padding, int groups) {
    return Convolution.grouped(4, 5, Window.square(side, stride, padding), groups);
  }

  private static Module depthwise() {
    return Convolution.grouped(4, 4, Window.square(3, 2, 1), 4);
  }

  private static Module grouped() {
    return Convolution.grouped(4, 6, Window.square(3, 1, 1), 2);
  }

  private static Module activated(Module activation) {
    return seq(convolution(3, 1, 1, 1), activation);
  }

  private static Module wideGroupNorm() {
    Module widen = Convolution.plain(4, 96, Window.square(1, 1, 0));
    return seq(widen, new GroupNorm(8, 96), Nonlinear.relu());
  }

  private static Module wideMaxout() {
    return seq(Convolution.plain(4, 60, Window.square(3, 1, 1)), new Maxout(3));
  }

  private static Module residual(boolean clamped) {
    return new Residual(() -> new BatchNorm(4), clamped);
  }

  private static Module pairs() {
    return new GroupNorm(2, 4);
  }

  private static Module pooled(Pooling pool) {
    return seq(convolution(3, 1, 1, 1), pool);
  }

  private static Pooling edge(int side, int stride, int padding) {
    return Pooling.maxToTheEdge(Window.square(side, stride, padding));
  }

  private static Module adaptive(int high, int wide) {
    return seq(convolution(3, 1, 1, 1), new AdaptivePooling(high, wide));
  }

  private static Module response() {
    Constants strong = new Constants(3, 0.3, 0.75, 1.5);
    return seq(convolution(3, 1, 1, 1), new LocalResponseNorm(strong));
  }

  private static Sequence seq(Module... parts) {
    return new Sequence(parts);
  }

  private static Arguments layer(
      String name, int channels, int height, int width, Supplier<Module> module) {
    return whole(name, () -> seq(module.get(), new Linear(channels * height * width, CLASSES)));
  }

  private static Arguments whole(String name, Supplier<Module> module) {
    return Arguments.of(Named.of(name, new Case(name, module)));
  }

  /** A layer with a classifier at its end. */
  record Case(String name, Supplier<Module> module) {
    Network network() {
      return new Network(
          module.get(), new Shape(1, BATCH.channels(), BATCH.height(), BATCH.width()), CLASSES);
    }
  }

  /** Two norms around a shortcut, the sum clamped or not. */
  private static final class Residual extends Module {

    private final Sequence first;
    private final Sequence second;
    private final boolean clamped;

    Residual(Supplier<Module> norm, boolean clamped) {
      first = add("first", seq(norm.get(), Nonlinear.relu()));
      second = add("second", seq(Convolution.plain(4, 4, Window.square(3, 1, 1)), norm.get()));
      this.clamped = clamped;
    }

    @Override
    public Node forward(Node x) {
      Node identity = first.forward(x);
      Node sum = Addition.of(second.forward(identity), identity);
      return clamped ? Nonlinear.relu().forward(sum) : sum;
    }
  }

  /** A branch that some images skip. */
  private static final class SkippedResidual extends Module {

    private final Module first = add("first", convolution4());
    private final Module second = add("second", seq(convolution4(), new BatchNorm(4)));
    private final Module skip = add("skip", new StochasticDepth(0.5));

    private static Module convolution4() {
      return Convolution.plain(4, 4, Window.square(3, 1, 1));
    }

    @Override
    public Node forward(Node x) {
      Node identity = first.forward(x);
      Node branch = skip.forward(second.forward(identity));
      return Nonlinear.relu().forward(Addition.of(branch, identity));
    }
  }

  /** MobileNetV2's block: widen, filter by depth, narrow, add. */
  private static final class InvertedResidual extends Module {

    private final Sequence conv =
        add(
            "conv",
            seq(
                Convolution.plain(4, 24, Window.square(1, 1, 0)),
                new BatchNorm(24),
                Nonlinear.relu6(),
                Convolution.grouped(24, 24, Window.square(3, 1, 1), 24),
                new BatchNorm(24),
                Nonlinear.relu6(),
                Convolution.plain(24, 4, Window.square(1, 1, 0)),
                new BatchNorm(4)));
    private final Sequence before = add("before", seq(new BatchNorm(4), Nonlinear.relu()));

    @Override
    public Node forward(Node x) {
      Node identity = before.forward(x);
      return Addition.of(conv.forward(identity), identity);
    }
  }

  /** A shortcut around a convolution alone. */
  private static final class PlainResidual extends Module {

    private final Convolution first = add("first", convolution4());
    private final Convolution second = add("second", convolution4());

    private static Convolution convolution4() {
      return Convolution.biased(4, 4, Window.square(3, 1, 1));
    }

    @Override
    public Node forward(Node x) {
      Node identity = first.forward(x);
      Node sum = Addition.of(second.forward(identity), identity);
      return Nonlinear.relu().forward(Addition.of(sum, identity));
    }
  }

  /** Two branches joined, shuffled and cut again, as in ShuffleNet. */
  private static final class Branches extends Module {

    private final Convolution left;
    private final Convolution right;
    private final Convolution first;
    private final Convolution second;

    Branches(int width) {
      left = add("left", Convolution.biased(4, width, Window.square(1, 1, 0)));
      right = add("right", Convolution.biased(4, width, Window.square(3, 1, 1)));
      first = add("first", Convolution.biased(width, 3, Window.square(1, 1, 0)));
      second = add("second", Convolution.biased(width, 3, Window.square(1, 1, 0)));
    }

    @Override
    public Node forward(Node x) {
      Node joined = Channels.concatenation(path(), left.forward(x), right.forward(x));
      Node shuffled = Channels.shuffle(path(), joined, 2);
      int width = joined.shape().channels() / 2;
      return Channels.concatenation(
          path(),
          first.forward(Channels.slice(path(), shuffled, 0, width)),
          second.forward(Channels.slice(path(), shuffled, width, width)));
    }
  }

  /** A classifier with an auxiliary one, which counts in training alone. */
  private static final class TwoHeads extends Module {

    private final Linear fc = add("fc", new Linear(4 * 7 * 6, CLASSES));
    private final Linear aux = add("aux", new Linear(4 * 7 * 6, CLASSES));

    @Override
    public Node forward(Node x) {
      return Heads.of(fc.forward(x), 0.3, aux.forward(x));
    }
  }
}

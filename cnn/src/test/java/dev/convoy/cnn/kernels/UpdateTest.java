package dev.convoy.cnn.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convoy.cnn.kernels.nd4j.Nd4jKernels;
import dev.convoy.cnn.kernels.onednn.OneDnnKernels;
import dev.convoy.cnn.train.OptimizerSpec;
import dev.convoy.cnn.train.Penalty;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Updates against PyTorch's (made by resources/updates/updates.py) or their definitions. */
class UpdateTest {

  private static final double RATE = 0.1;
  private static final double DECAY = 0.01;
  private static final Penalty L2 = Penalty.everywhere(DECAY);
  private static final JsonNode PYTORCH = pytorch();
  private static final float[] START = floats(PYTORCH.path("start"));
  private static final int COUNT = START.length;

  static Stream<Named<Supplier<Kernels>>> kernels() {
    return Stream.of(
        Named.of("oneDNN", () -> new OneDnnKernels(2)), Named.of("ND4J", Nd4jKernels::single));
  }

  static Stream<Arguments> optimizers() {
    return combined(
        List.of(
            Named.<OptimizerSpec>of("sgd", new OptimizerSpec.Sgd(RATE, 0.9, false, L2)),
            Named.of("nesterov", new OptimizerSpec.Sgd(RATE, 0.9, true, L2)),
            Named.of("adam", OptimizerSpec.Adam.of(RATE, L2)),
            Named.of("adamw", new OptimizerSpec.AdamW(RATE, 0.9, 0.999, 1e-8, L2)),
            Named.of("rmsprop", new OptimizerSpec.RmsProp(RATE, 0.9, 1e-8, 0, L2)),
            Named.of(
                "rmsprop with momentum", new OptimizerSpec.RmsProp(RATE, 0.9, 1e-8, 0.9, L2))));
  }

  @ParameterizedTest(name = "{1} on {0}")
  @MethodSource("optimizers")
  @DisplayName("F1, G1, G2, G3: PyTorch's SGD, Nesterov, RMSprop, Adam and AdamW, with L2")
  void trainsAsPyTorchDoes(Supplier<Kernels> kernels, Named<OptimizerSpec> optimizer) {
    try (Bench bench = new Bench(kernels.get())) {
      List<Op> ops = bench.prepare(optimizer.getPayload(), new Update.Group(DECAY, 0, 1));

      for (int number = 0; number < 5; number++) {
        bench.step(number, floats(PYTORCH.path("gradients").path(number)), ops);
      }

      bench.assertValues(PYTORCH.path("trained").path(optimizer.getName()));
    }
  }

  static Stream<Arguments> clippings() {
    return combined(
        List.of(Named.of("norm", 1.5), Named.of("wide norm", 100.0), Named.of("value", 0.5)));
  }

  @ParameterizedTest(name = "{1} on {0}")
  @MethodSource("clippings")
  @DisplayName("G5: gradients clipped by norm and by value, as PyTorch does")
  void clipsAsPyTorchDoes(Supplier<Kernels> kernels, Named<Double> limit) {
    try (Bench bench = new Bench(kernels.get())) {
      Update clip =
          limit.getName().endsWith("norm")
              ? new Update.ClipNorm(bench.gradients, limit.getPayload())
              : new Update.ClipValue(bench.gradients, limit.getPayload());
      bench.step(
          0,
          floats(PYTORCH.path("gradients").path(0)),
          List.of(bench.kernels.prepare(clip, bench.step)));

      assertThat(bench.read(bench.gradients))
          .containsExactly(floats(PYTORCH.path("clipped").path(limit.getName())), within(1e-6f));
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  @DisplayName("F2, F3: an L1 penalty moves weights towards zero, beside an L2 penalty too")
  void addsTheSignsOfTheWeights(Supplier<Kernels> kernels) {
    try (Bench bench = new Bench(kernels.get())) {
      OptimizerSpec net = new OptimizerSpec.Sgd(RATE, 0, false, new Penalty(DECAY, 0.3, Set.of()));
      bench.step(0, new float[COUNT], bench.prepare(net, new Update.Group(DECAY, 0.3, 1)));

      float[] values = bench.read(bench.values);
      for (int i = 0; i < COUNT; i++) {
        double moved = START[i] - RATE * (0.3 * Math.signum(START[i]) + DECAY * START[i]);
        assertThat((double) values[i]).isCloseTo(moved, within(1e-6));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  @DisplayName("L2: a group's rate is a share of the step's")
  void scalesTheRateOfAGroup(Supplier<Kernels> kernels) {
    try (Bench bench = new Bench(kernels.get())) {
      float[] gradients = floats(PYTORCH.path("gradients").path(0));
      OptimizerSpec plain = new OptimizerSpec.Sgd(RATE, 0, false, Penalty.NONE);
      bench.step(0, gradients, bench.prepare(plain, new Update.Group(0, 0, 0.1)));

      float[] values = bench.read(bench.values);
      for (int i = 0; i < COUNT; i++) {
        assertThat((double) values[i]).isCloseTo(START[i] - 0.01 * gradients[i], within(1e-6));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  @DisplayName("G6: the moving average follows the values, at first quickly")
  void averagesTheValues(Supplier<Kernels> kernels) {
    try (Bench bench = new Bench(kernels.get())) {
      Region averages = bench.region(new float[COUNT]);
      Op average =
          bench.kernels.prepare(new Update.Average(bench.values, averages, 0.15), bench.step);
      bench.step(0, new float[COUNT], List.of(average));
      bench.step(90, new float[COUNT], List.of(average));

      float[] values = bench.read(averages);
      for (int i = 0; i < COUNT; i++) {
        double first = 0.9 * START[i];
        assertThat((double) values[i]).isCloseTo(first + 0.85 * (START[i] - first), within(1e-6));
      }
    }
  }

  private static <T> Stream<Arguments> combined(List<Named<T>> cases) {
    return kernels()
        .flatMap(
            kernels ->
                cases.stream().map(one -> Arguments.of(kernels, Named.of(one.getName(), one))));
  }

  private static JsonNode pytorch() {
    try (InputStream json = UpdateTest.class.getResourceAsStream("/updates/updates.json")) {
      return new ObjectMapper().readTree(Objects.requireNonNull(json));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static float[] floats(JsonNode list) {
    float[] values = new float[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = list.get(i).floatValue();
    }
    return values;
  }

  /** Values, gradients and what goes with them on a device. */
  private static final class Bench implements AutoCloseable {

    final Kernels kernels;
    final Step step = new Step(1, 0);
    final Region values;
    final Region gradients;

    Bench(Kernels kernels) {
      this.kernels = kernels;
      values = region(START);
      gradients = region(new float[COUNT]);
    }

    Region region(float[] content) {
      Memory memory = kernels.allocate(COUNT);
      memory.write(0, Floats.copyOf(content), COUNT);
      return new Region(memory, 0, COUNT);
    }

    List<Op> prepare(OptimizerSpec optimizer, Update.Group group) {
      List<Region> state =
          optimizer.state().stream().map(kind -> region(new float[COUNT])).toList();
      return optimizer.updates(new Update.Learned(values, gradients, group), state).stream()
          .map(update -> kernels.prepare(update, step))
          .toList();
    }

    void step(int number, float[] gradient, List<Op> ops) {
      gradients.memory().write(0, Floats.copyOf(gradient), COUNT);
      step.at(number, RATE);
      ops.forEach(Op::run);
    }

    float[] read(Region region) {
      var into = Floats.room(COUNT);
      region.memory().read(0, into, COUNT);
      return Floats.array(into);
    }

    void assertValues(JsonNode expected) {
      assertThat(read(values)).containsExactly(floats(expected), within(2e-6f));
    }

    @Override
    public void close() {
      kernels.close();
    }
  }
}

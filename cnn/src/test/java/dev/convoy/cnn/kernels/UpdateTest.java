package dev.convoy.cnn.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.convoy.cnn.SeededRandom;
import dev.convoy.cnn.kernels.nd4j.Nd4jKernels;
import dev.convoy.cnn.kernels.onednn.OneDnnKernels;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Update rules against their definitions, written out in double (LECTURE G1, G3). */
class UpdateTest {

  private static final int COUNT = 48;
  private static final double RATE = 0.1;
  private static final double DECAY = 0.01;
  private static final float[] VALUES = random(1);
  private static final float[] GRADIENTS = random(2);

  static Stream<Named<Supplier<Kernels>>> kernels() {
    return Stream.of(
        Named.of("oneDNN", () -> new OneDnnKernels(2)), Named.of("ND4J", Nd4jKernels::single));
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void momentumGathersSpeed(Supplier<Kernels> kernels) {
    float[] updated =
        run(
            kernels,
            (at, state) -> new Operation.Sgd(at, state.get(0), state.get(1), 0.9, false, DECAY));

    for (int i = 0; i < COUNT; i++) {
      double w = VALUES[i];
      double v = 0;
      for (int step = 0; step < 3; step++) {
        v = 0.9 * v + GRADIENTS[i] + DECAY * w;
        w -= RATE * v;
      }
      assertThat((double) updated[i]).isCloseTo(w, within(1e-5));
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void nesterovLooksAhead(Supplier<Kernels> kernels) {
    float[] updated =
        run(
            kernels,
            (at, state) -> new Operation.Sgd(at, state.get(0), state.get(1), 0.9, true, DECAY));

    for (int i = 0; i < COUNT; i++) {
      double w = VALUES[i];
      double v = 0;
      for (int step = 0; step < 3; step++) {
        double g = GRADIENTS[i] + DECAY * w;
        v = 0.9 * v + g;
        w -= RATE * (g + 0.9 * v);
      }
      assertThat((double) updated[i]).isCloseTo(w, within(1e-5));
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void adamScalesByBothMoments(Supplier<Kernels> kernels) {
    Operation.AdamRates rates = new Operation.AdamRates(0.9, 0.999, 1e-8);
    float[] updated =
        run(
            kernels,
            (at, state) ->
                new Operation.Adam(at, state.get(0), state.get(1), state.get(2), rates, DECAY));

    for (int i = 0; i < COUNT; i++) {
      double w = VALUES[i];
      double m = 0;
      double s = 0;
      for (int step = 1; step <= 3; step++) {
        double g = GRADIENTS[i] + DECAY * w;
        m = 0.9 * m + 0.1 * g;
        s = 0.999 * s + 0.001 * g * g;
        double unbiased = s / (1 - Math.pow(0.999, step));
        w -= RATE * m / (1 - Math.pow(0.9, step)) / (Math.sqrt(unbiased) + 1e-8);
      }
      assertThat((double) updated[i]).isCloseTo(w, within(1e-5));
    }
  }

  private interface Rule {
    Operation.Update of(Region values, List<Region> gradientsAndState);
  }

  private static float[] run(Supplier<Kernels> maker, Rule rule) {
    try (Kernels kernels = maker.get()) {
      Region values = region(kernels, VALUES);
      List<Region> beside =
          List.of(
              region(kernels, GRADIENTS),
              region(kernels, new float[COUNT]),
              region(kernels, new float[COUNT]));
      Step step = new Step(1, 0);
      Op op = kernels.prepare(rule.of(values, beside), new Nowhere(), step);
      for (int number = 0; number < 3; number++) {
        step.at(number, RATE);
        op.run();
      }
      var into = Floats.room(COUNT);
      values.memory().read(0, into, COUNT);
      return Floats.array(into);
    }
  }

  private static Region region(Kernels kernels, float[] content) {
    Memory memory = kernels.allocate(COUNT);
    memory.write(0, Floats.copyOf(content), COUNT);
    return new Region(memory, 0, COUNT);
  }

  private static float[] random(long seed) {
    SeededRandom random = new SeededRandom(seed);
    float[] values = new float[COUNT];
    for (int i = 0; i < COUNT; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** Updates name no tensors. */
  private static final class Nowhere implements Placement {
    @Override
    public Region of(Tensor tensor) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Region values(Parameter parameter) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Region gradient(Parameter parameter) {
      throw new UnsupportedOperationException();
    }
  }
}

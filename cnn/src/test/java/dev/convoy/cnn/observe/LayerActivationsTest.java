package dev.convoy.cnn.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.convoy.cnn.SeededRandom;
import dev.convoy.cnn.kernels.Activation;
import dev.convoy.cnn.kernels.Floats;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.onednn.OneDnnKernels;
import dev.convoy.cnn.network.Evaluator;
import dev.convoy.cnn.network.Initialization;
import dev.convoy.cnn.network.Linear;
import dev.convoy.cnn.network.Network;
import dev.convoy.cnn.network.Nonlinear;
import dev.convoy.cnn.network.Probe;
import dev.convoy.cnn.network.Sequence;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LayerActivationsTest {

  private static final long SEED = 5;
  private static final int WIDE = 512;
  private static final int BATCH = 64;

  /** The deviation 0.01 of the lecture's 4096 units, for as many as there are here. */
  private static final double TOO_SMALL = 0.01 * Math.sqrt(4096.0 / WIDE);

  @Test
  @DisplayName("E4: with too small weights the deviation falls from 0.49 to 0.05 over six layers")
  void shrinksFromLayerToLayerWithTooSmallWeights() {
    List<Double> deviations = deviations(new Initialization.Small(TOO_SMALL));

    assertThat(deviations).hasSize(6);
    assertThat(deviations.getFirst()).isCloseTo(0.49, within(0.02));
    assertThat(deviations.getLast()).isCloseTo(0.05, within(0.02));
    assertThat(deviations).isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  @Test
  @DisplayName("E4: with Xavier's weights the deviation stays level")
  void staysLevelWithXaviersWeights() {
    List<Double> deviations = deviations(new Initialization.Xavier(Initialization.Form.NORMAL));

    assertThat(deviations).allSatisfy(deviation -> assertThat(deviation).isBetween(0.25, 0.65));
  }

  private static List<Double> deviations(Initialization start) {
    Sequence deep = new Sequence();
    for (int i = 0; i < 6; i++) {
      deep.append(new Linear(WIDE, WIDE)).append(new Nonlinear(new Activation.Tanh()));
    }
    Network network =
        new Network(deep.append(new Linear(WIDE, 10)), new Shape(1, WIDE, 1, 1), 10)
            .startedBy(start);
    try (Probe probe = Probe.compile(network, new OneDnnKernels(2), BATCH, SEED)) {
      return LayerActivations.of(probe, noise(BATCH * WIDE)).stream()
          .map(LayerActivations::deviation)
          .toList();
    }
  }

  @Test
  @DisplayName("C7: a ReLU that no image wakes is dead, a sigmoid far out is saturated")
  void countsDeadAndSaturatedUnits() {
    Sequence layers =
        new Sequence(
            new Linear(2, 4),
            Nonlinear.relu(),
            new Linear(4, 2),
            new Nonlinear(new Activation.Sigmoid()));
    Network network = new Network(layers, new Shape(1, 2, 1, 1), 2);
    try (Evaluator source = Evaluator.compile(network, new OneDnnKernels(1), 2);
        Probe probe = Probe.compile(network, new OneDnnKernels(1), 2, SEED)) {
      write(source, "0.weight", 0, 0, 0, 0, 0, 0, 1, 0);
      write(source, "0.bias", -1, 2, -3, 0);
      write(source, "2.weight", 0, 0, 0, 0, 0, 0, 0, 1);
      write(source, "2.bias", 9, 0);
      probe.copy(source);

      List<LayerActivations> seen = LayerActivations.of(probe, Floats.copyOf(1, 0, -1, 0));

      assertThat(seen).extracting(LayerActivations::layer).containsExactly("1", "3");
      assertThat(seen.get(0).dead()).isEqualTo(0.5);
      assertThat(seen.get(0).saturated()).isEqualTo(5 / 8.0);
      assertThat(seen.get(0).mean()).isCloseTo((2 + 2 + 1) / 8.0, within(1e-6));
      assertThat(seen.get(1).dead()).isZero();
      assertThat(seen.get(1).saturated()).isEqualTo(0.5);
    }
  }

  private static void write(Evaluator network, String name, float... values) {
    Parameter parameter =
        network.parameters().stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow();
    network.write(parameter, Floats.copyOf(values));
  }

  private static MemorySegment noise(int count) {
    SeededRandom random = new SeededRandom(SEED);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Floats.copyOf(values);
  }
}

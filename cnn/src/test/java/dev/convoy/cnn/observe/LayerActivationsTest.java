package dev.convoy.cnn.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.convoy.cnn.SeededRandom;
import dev.convoy.cnn.kernels.Activation;
import dev.convoy.cnn.kernels.Floats;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.Region;
import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.Targets;
import dev.convoy.cnn.kernels.Update;
import dev.convoy.cnn.kernels.onednn.OneDnnKernels;
import dev.convoy.cnn.network.Initialization;
import dev.convoy.cnn.network.Linear;
import dev.convoy.cnn.network.Network;
import dev.convoy.cnn.network.Nonlinear;
import dev.convoy.cnn.network.Sequence;
import dev.convoy.cnn.network.Trainer;
import dev.convoy.cnn.network.UpdateRule;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LayerActivationsTest {

  private static final long SEED = 5;
  private static final Update.Group GROUP = new Update.Group(0, 0, 1);
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
    try (Trainer trainer = trainer(network, BATCH)) {
      return watched(trainer, noise(BATCH * WIDE), BATCH).stream()
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
    try (Trainer trainer = trainer(network, 2)) {
      write(trainer, "0.weight", 0, 0, 0, 0, 0, 0, 1, 0);
      write(trainer, "0.bias", -1, 2, -3, 0);
      write(trainer, "2.weight", 0, 0, 0, 0, 0, 0, 0, 1);
      write(trainer, "2.bias", 9, 0);

      List<LayerActivations> seen = watched(trainer, Floats.copyOf(1, 0, -1, 0), 2);

      assertThat(seen).extracting(LayerActivations::layer).containsExactly("1", "3");
      assertThat(seen.get(0).dead()).isEqualTo(0.5);
      assertThat(seen.get(0).saturated()).isEqualTo(5 / 8.0);
      assertThat(seen.get(0).mean()).isCloseTo((2 + 2 + 1) / 8.0, within(1e-6));
      assertThat(seen.get(1).dead()).isZero();
      assertThat(seen.get(1).saturated()).isEqualTo(0.5);
    }
  }

  private static Trainer trainer(Network network, int batch) {
    return Trainer.compile(network, new OneDnnKernels(2), batch, new Standstill(), SEED);
  }

  /** Learns everything at rate 0. */
  private record Standstill() implements UpdateRule {
    @Override
    public List<String> state() {
      return List.of();
    }

    @Override
    public Optional<Update.Group> group(Parameter parameter) {
      return Optional.of(GROUP);
    }

    @Override
    public List<Update> updates(Update.Learned run, List<Region> state) {
      return List.of();
    }
  }

  private static List<LayerActivations> watched(Trainer trainer, MemorySegment images, int batch) {
    Targets targets = new Targets(batch);
    try (StepWatch watch = new StepWatch(trainer)) {
      trainer.step(images, targets, 0, 0, watch);
      return watch.activations();
    }
  }

  private static void write(Trainer trainer, String name, float... values) {
    Parameter parameter =
        trainer.learned().stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow();
    trainer.set(parameter, Floats.copyOf(values));
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

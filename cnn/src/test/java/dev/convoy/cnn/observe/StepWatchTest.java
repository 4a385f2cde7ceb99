package dev.convoy.cnn.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.convoy.cnn.SeededRandom;
import dev.convoy.cnn.data.ImageShape;
import dev.convoy.cnn.kernels.Floats;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.Region;
import dev.convoy.cnn.kernels.Targets;
import dev.convoy.cnn.kernels.Update;
import dev.convoy.cnn.kernels.onednn.OneDnnKernels;
import dev.convoy.cnn.network.Trainer;
import dev.convoy.cnn.network.UpdateRule;
import dev.convoy.cnn.zoo.Architectures;
import dev.convoy.cnn.zoo.NetworkSpec;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepWatchTest {

  private static final ImageShape IMAGE = new ImageShape(3, 32, 32);
  private static final int BATCH = 4;
  private static final double RATE = 0.01;

  /** Gradient descent, which leaves gradients as they are. */
  private record Descent() implements UpdateRule {
    @Override
    public List<String> state() {
      return List.of("momentum");
    }

    @Override
    public Optional<Update.Group> group(Parameter parameter) {
      return Optional.of(new Update.Group(0, 0, 1));
    }

    @Override
    public List<Update> updates(Update.Learned run, List<Region> state) {
      return List.of(new Update.Sgd(run, state.getFirst(), 0, false));
    }
  }

  /** Kernels are stored in blocks with padding, which must not count. */
  @ParameterizedTest
  @ValueSource(strings = {"lenet", "resnet20", "mobilenet_v2", "shufflenet_v2_x1_0", "vgg-small"})
  void measuresParametersAsTheyReadInTorchvisionsOrder(String model) {
    NetworkSpec spec = new NetworkSpec(model, IMAGE, 7, 0);
    try (Trainer trainer =
            Trainer.compile(
                Architectures.named(spec), new OneDnnKernels(2), BATCH, new Descent(), 5);
        StepWatch watch = new StepWatch(trainer)) {
      Map<Parameter, float[]> before = new HashMap<>();
      trainer.learned().forEach(each -> before.put(each, trained(trainer, each)));

      trainer.step(noise(), new Targets(BATCH), 0, RATE, watch);

      List<Movement> movements = watch.movements();
      assertThat(movements).hasSameSizeAs(trainer.learned());
      for (Movement movement : movements) {
        Parameter parameter = movement.parameter();
        float[] zeros = new float[parameter.elements()];
        float[] old = before.getOrDefault(parameter, zeros);
        requireNear(movement.valueNorm(), distance(old, zeros), parameter);
        requireNear(
            movement.gradientNorm(), distance(gradient(trainer, parameter), zeros), parameter);
        requireNear(movement.updateNorm(), distance(trained(trainer, parameter), old), parameter);
      }
    }
  }

  private static void requireNear(double measured, double wanted, Parameter parameter) {
    assertThat(measured).as(parameter.toString()).isCloseTo(wanted, within(1e-9 * wanted));
  }

  private static float[] trained(Trainer trainer, Parameter parameter) {
    MemorySegment values = Floats.room(parameter.elements());
    trainer.readTrained(parameter, values);
    return Floats.array(values);
  }

  private static float[] gradient(Trainer trainer, Parameter parameter) {
    MemorySegment values = Floats.room(parameter.elements());
    trainer.readGradient(parameter, values);
    return Floats.array(values);
  }

  private static double distance(float[] a, float[] b) {
    double squares = 0;
    for (int i = 0; i < a.length; i++) {
      squares += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
    }
    return Math.sqrt(squares);
  }

  private static MemorySegment noise() {
    SeededRandom random = new SeededRandom(3);
    float[] pixels = new float[BATCH * IMAGE.values()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    return Floats.copyOf(pixels);
  }
}

package dev.convoy.cnn.kernels.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.cnn.SeededRandom;
import dev.convoy.cnn.kernels.Floats;
import dev.convoy.cnn.kernels.HostMemory;
import dev.convoy.cnn.kernels.Operation.Filter;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.Window;
import dev.convoy.cnn.kernels.onednn.Way.Places;
import dev.convoy.cnn.kernels.vector.OpenMpTeam;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bytedeco.dnnl.memory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way to compute a convolution gives what oneDNN's own convolutions give. */
class ConvolutionWaysTest {

  private static final long SEED = 11;
  private static final double TOLERANCE = 2e-5;

  private final Arena arena = Arena.ofAuto();

  @ParameterizedTest
  @CsvSource({
    "5, 32, 8, 4, 32, 3, 1, 1, 1, winograd 4x4",
    "3, 64, 4, 12, 48, 3, 1, 1, 1, winograd 4x4",
    "70, 32, 4, 4, 64, 3, 1, 1, 1, winograd 4x4",
    "3, 16, 64, 60, 32, 3, 1, 1, 1, winograd 4x4",
    "1, 16, 4, 4, 16, 3, 1, 1, 1, winograd 4x4",
    "1, 64, 8, 8, 64, 3, 1, 1, 1, winograd 4x4",
    "2, 64, 8, 8, 128, 3, 1, 1, 1, winograd 4x4",
    "5, 32, 2, 2, 48, 3, 1, 1, 1, taps",
    "16, 64, 4, 3, 32, 3, 1, 1, 1, taps",
    "5, 32, 4, 5, 48, 3, 2, 1, 1, taps",
    "4, 16, 6, 8, 24, 5, 2, 2, 1, taps",
    "4, 16, 7, 7, 24, 5, 2, 2, 1, taps",
    "16, 16, 6, 6, 24, 3, 3, 0, 1, taps",
    "4, 16, 3, 3, 24, 2, 1, 0, 1, taps",
    "3, 24, 3, 5, 40, 1, 1, 0, 1, pixels by ",
    "5, 32, 7, 6, 32, 3, 2, 1, 32, depthwise vectors",
    "5, 64, 1, 1, 64, 3, 1, 1, 64, depthwise vectors",
    "2, 32, 5, 5, 32, 3, 1, 1, 32, depthwise vectors",
  })
  void allWaysAgree(
      int batch,
      int in,
      int height,
      int width,
      int out,
      int side,
      int stride,
      int padding,
      int groups,
      String own) {
    Window window = Window.square(side, stride, padding);
    Shape input = new Shape(batch, in, height, width);
    Parameter weights =
        new Parameter("weight", Parameter.Role.WEIGHT, out, in / groups, side, side);
    Filter filter = new Filter(weights, Optional.empty(), window, groups);
    ConvolutionGeometry geometry =
        new ConvolutionGeometry(filter, input, window.over(input, out, "convolution"));
    LibraryLoading.ensure();
    OpenMpTeam team = OpenMpTeam.open(2);
    team.enter();
    try (OneDnn dnn = new OneDnn()) {
      TapWays taps = new TapWays(dnn);
      TiledWays tiled = new TiledWays(dnn, team);
      ForwardWays forward = new ForwardWays(dnn, new WinogradWays(dnn, team), taps);

      List<Way> convolutions = forward.of(geometry);
      List<Way> inputGradients = new InputGradientWays(dnn, tiled, taps).of(geometry);
      List<Way> weightGradients = new WeightGradientWays(dnn, tiled, taps, team).of(geometry);

      assertThat(weightGradients).anyMatch(way -> way.name().startsWith(own));
      Sides sides = new Sides(dnn, geometry);
      assertAgree(convolutions, sides::forward);
      assertAgree(inputGradients, sides::inputGradient);
      assertAgree(weightGradients, sides::weightGradient);
    } finally {
      team.close();
    }
  }

  private static void assertAgree(List<Way> ways, Function<Way, float[]> run) {
    Way reference =
        ways.stream()
            .filter(way -> way.name().contains("gemm") || way.name().contains("jit"))
            .findFirst()
            .orElse(ways.getLast());
    float[] expected = run.apply(reference);
    double size = 0;
    for (float value : expected) {
      size = Math.max(size, Math.abs(value));
    }
    assertThat(size).isPositive();
    for (Way way : ways) {
      float[] actual = run.apply(way);
      for (int i = 0; i < expected.length; i++) {
        assertThat(Math.abs(actual[i] - expected[i]) / size)
            .as("%s against %s at %d, seed %d", way.name(), reference.name(), i, SEED)
            .isLessThan(TOLERANCE);
      }
    }
  }

  /** Random values for all that a convolution reads. */
  private final class Sides {
    private final OneDnn dnn;
    private final ConvolutionGeometry geometry;
    private final HostMemory x;
    private final HostMemory y;
    private final HostMemory w;

    Sides(OneDnn dnn, ConvolutionGeometry geometry) {
      this.dnn = dnn;
      this.geometry = geometry;
      SeededRandom random = new SeededRandom(SEED);
      x = filled(geometry.source, random);
      y = filled(geometry.destination, random);
      w = filled(geometry.canonicalWeights(), random);
    }

    float[] forward(Way way) {
      HostMemory result = room(geometry.destination);
      way.bind(new Places(x.address(0), weights(way), 0, result.address(0))).run();
      return values(result);
    }

    float[] inputGradient(Way way) {
      HostMemory result = room(geometry.source);
      way.bind(new Places(result.address(0), weights(way), 0, y.address(0))).run();
      return values(result);
    }

    float[] weightGradient(Way way) {
      HostMemory made = room(way.weights());
      way.bind(new Places(x.address(0), made.address(0), 0, y.address(0))).run();
      HostMemory result = room(geometry.canonicalWeights());
      dnn.reordering(
              dnn.at(way.weights(), made.address(0)),
              dnn.at(geometry.canonicalWeights(), result.address(0)))
          .run();
      return values(result);
    }

    private long weights(Way way) {
      HostMemory fitting = room(way.weights());
      dnn.reordering(
              dnn.at(geometry.canonicalWeights(), w.address(0)),
              dnn.at(way.weights(), fitting.address(0)))
          .run();
      return fitting.address(0);
    }
  }

  private HostMemory filled(memory.desc layout, SeededRandom random) {
    HostMemory room = room(layout);
    float[] values = new float[(int) room.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    room.write(0, Floats.copyOf(values), values.length);
    return room;
  }

  private HostMemory room(memory.desc layout) {
    return HostMemory.allocate(arena, layout.get_size() / Float.BYTES);
  }

  private static float[] values(HostMemory memory) {
    MemorySegment copy = Floats.room(memory.elements());
    memory.read(0, copy, memory.elements());
    return copy.toArray(ValueLayout.JAVA_FLOAT);
  }
}

package dev.convoy.cnn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.convoy.cnn.SeededRandom;
import dev.convoy.cnn.data.ImageShape;
import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.kernels.Floats;
import dev.convoy.cnn.kernels.FoldedConvolution;
import dev.convoy.cnn.kernels.NormOperation;
import dev.convoy.cnn.kernels.Operation;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.zoo.Architectures;
import dev.convoy.cnn.zoo.NetworkSpec;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A2: in evaluation a batch norm is folded into the convolution before it. */
class FoldingTest {

  private static final long SEED = 5;
  private static final int CLASSES = 10;
  private static final ImageShape IMAGE = new ImageShape(3, 32, 32);

  @ParameterizedTest
  @ValueSource(strings = {"vgg-small", "resnet20", "mobilenet_v2", "shufflenet_v2_x0_5"})
  void leavesNoNormBehindAConvolution(String architecture) {
    Network network = network(architecture);

    List<Operation> folded = Folding.of(Listing.everything(network.trace(3)));

    assertThat(folded).noneMatch(NormOperation.class::isInstance);
    assertThat(folded).anyMatch(FoldedConvolution.class::isInstance);
  }

  @ParameterizedTest
  @CsvSource({
    "vgg-small, 3",
    "resnet20, 1",
    "resnet20, 3",
    "resnet20, 9",
    "mobilenet_v2, 3",
    "shufflenet_v2_x0_5, 3"
  })
  void givesTheSameLogitsAsTheNormsThemselves(String architecture, int batch) {
    Device device = Device.cpu(2);
    MemorySegment images = Floats.copyOf(values(batch * IMAGE.values(), 1, 0));
    try (Evaluator folded =
            Evaluator.compile(network(architecture), device.kernels().get(), batch);
        Trainer trainer =
            Trainer.compile(
                network(architecture), device.kernels().get(), batch, NoUpdate.INSTANCE, SEED)) {
      Evaluator plain = trainer.evaluator();
      for (int round = 0; round < 2; round++) {
        set(plain, folded, round);

        float[] expected = logits(plain, images, batch);

        double size = size(expected);
        float[] actual = logits(folded, images, batch);
        for (int i = 0; i < expected.length; i++) {
          assertThat(actual[i] / size)
              .as("logit %d of %s, round %d, seed %d", i, architecture, round, SEED)
              .isCloseTo(expected[i] / size, within(1e-5));
        }
      }
    }
  }

  private static Network network(String architecture) {
    return Architectures.named(new NetworkSpec(architecture, IMAGE, CLASSES, 0));
  }

  /** The same values in both, statistics as training leaves them; others in each round. */
  private static void set(Evaluator plain, Evaluator folded, int round) {
    for (int i = 0; i < plain.parameters().size(); i++) {
      Parameter parameter = plain.parameters().get(i);
      boolean positive = parameter.name().endsWith("running_var");
      double fanIn = (double) parameter.elements() / parameter.extent(0);
      float[] values = values(parameter.elements(), round + 10L * i, positive ? 1 : 0);
      for (int j = 0; j < values.length; j++) {
        values[j] = positive ? Math.abs(values[j]) + 0.5f : (float) (values[j] / Math.sqrt(fanIn));
      }
      plain.write(parameter, Floats.copyOf(values));
      folded.write(folded.parameters().get(i), Floats.copyOf(values));
    }
  }

  private static float[] logits(Evaluator evaluator, MemorySegment images, int batch) {
    evaluator.evaluate(images, new int[batch], batch);
    MemorySegment logits = Floats.room((long) batch * CLASSES);
    evaluator.logits(logits, batch);
    return Floats.array(logits);
  }

  private static double size(float[] values) {
    double size = 0;
    for (float value : values) {
      size = Math.max(size, Math.abs(value));
    }
    assertThat(size).isPositive();
    return size;
  }

  private static float[] values(int count, long key, double mean) {
    SeededRandom random = new SeededRandom(SeededRandom.key(SEED, key));
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (mean + random.nextGaussian());
    }
    return values;
  }
}

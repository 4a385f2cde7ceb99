package dev.convoy.cnn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convoy.cnn.Seeded;
import dev.convoy.cnn.kernels.Floats;
import dev.convoy.cnn.kernels.Kernels;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.Targets;
import dev.convoy.cnn.kernels.Window;
import dev.convoy.cnn.kernels.nd4j.Nd4jKernels;
import dev.convoy.cnn.kernels.onednn.OneDnnKernels;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Norms and activations between a convolution and a linear layer against what PyTorch gave in
 * float64, by src/test/python/layer_fixture.py. Weights and gradients are handed over as float32.
 */
class LayerAgreementTest {

  private static final int CHANNELS = 8;
  private static final int CLASSES = 4;
  private static final Shape BATCH = new Shape(3, 3, 3, 2);
  private static final Map<String, JsonNode> EXPECTED = expected();

  private static Map<String, JsonNode> expected() {
    try (InputStream json = LayerAgreementTest.class.getResourceAsStream("../layer.json")) {
      Map<String, JsonNode> rows = new TreeMap<>();
      new ObjectMapper().readTree(json).forEach(row -> rows.put(row.get("layer").asText(), row));
      return rows;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest(name = "{0}: {1} norm agrees with PyTorch''s, forwards and backwards")
  @CsvSource({"A3, layer", "A4, instance", "A5, group(2)"})
  void normAgreesWithPyTorch(String row, String norm) {
    assertAgrees(norm, Norm.parse(norm).over(CHANNELS), 1);
  }

  @ParameterizedTest(name = "{0}: {1} agrees with PyTorch''s, forwards and backwards")
  @CsvSource({
    "C1, sigmoid",
    "C2, tanh",
    "C3, relu",
    "C3, relu6",
    "C4, leaky-relu(0.1)",
    "C4, prelu",
    "C5, maxout(2)",
    "C6, elu(1.5)"
  })
  void activationAgreesWithPyTorch(String row, String activation) {
    ActivationKind kind = ActivationKind.parse(activation);

    assertAgrees(activation, kind.layer(), kind.pieces());
  }

  private static void assertAgrees(String name, Module layer, int pieces) {
    JsonNode expected = Objects.requireNonNull(EXPECTED.get(name), name);
    Network network = network(layer, pieces);
    assertAgrees(expected, network, Nd4jKernels.doubles(), 1e-6);
    assertAgrees(expected, network, new OneDnnKernels(2), 1e-5);
  }

  /** To within a share of the largest value of each tensor. */
  private static void assertAgrees(
      JsonNode expected, Network network, Kernels kernels, double share) {
    try (Trainer trainer =
        Trainer.compile(network, kernels, BATCH.batch(), new PlainDescent(0, 0), 1)) {
      for (Parameter parameter : trainer.evaluator().parameters()) {
        trainer.evaluator().write(parameter, Seeded.values(parameter));
      }
      MemorySegment images = images();
      double loss = trainer.differentiate(images, targets()).lossSum() / BATCH.batch();
      assertThat(loss).isCloseTo(expected.get("loss").asDouble(), within(share));

      JsonNode gradients = expected.get("gradients");
      assertThat(trainer.learned()).hasSameSizeAs(gradients);
      for (Parameter parameter : trainer.learned()) {
        MemorySegment gradient = Floats.room(parameter.elements());
        trainer.readGradient(parameter, gradient);
        assertClose(parameter.name(), gradient, gradients.get(parameter.name()), share);
      }

      MemorySegment logits = Floats.room((long) BATCH.batch() * CLASSES);
      trainer.evaluator().evaluate(images, new int[BATCH.batch()], BATCH.batch());
      trainer.evaluator().logits(logits, BATCH.batch());
      assertClose("logits in evaluation", logits, expected.get("logits"), share);
    }
  }

  private static void assertClose(
      String what, MemorySegment actual, JsonNode expected, double share) {
    float[] values = Floats.array(actual);
    double[] wanted = new double[expected.size()];
    double largest = 0;
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = expected.get(i).asDouble();
      largest = Math.max(largest, Math.abs(wanted[i]));
    }
    assertThat(values).as(what).hasSize(wanted.length);
    for (int i = 0; i < wanted.length; i++) {
      assertThat((double) values[i])
          .as("%s [%d]", what, i)
          .isCloseTo(wanted[i], within(share * largest));
    }
  }

  private static Network network(Module layer, int pieces) {
    Sequence sequence =
        new Sequence(
            Convolution.plain(BATCH.channels(), pieces * CHANNELS, Window.square(3, 1, 1)),
            layer,
            new Linear(CHANNELS * BATCH.height() * BATCH.width(), CLASSES));
    return new Network(
        sequence, new Shape(1, BATCH.channels(), BATCH.height(), BATCH.width()), CLASSES);
  }

  /** Four times as large as usual, so that some sums pass 6. */
  private static MemorySegment images() {
    MemorySegment images = Seeded.images(BATCH);
    for (long i = 0; i < BATCH.elements(); i++) {
      float value = images.getAtIndex(ValueLayout.JAVA_FLOAT, i);
      images.setAtIndex(ValueLayout.JAVA_FLOAT, i, 4 * value);
    }
    return images;
  }

  private static Targets targets() {
    int[] labels = Seeded.labels(BATCH.batch(), CLASSES);
    Targets targets = new Targets(labels.length);
    for (int row = 0; row < labels.length; row++) {
      targets.set(row, labels[row]);
    }
    return targets;
  }
}

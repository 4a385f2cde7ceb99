package dev.convoy.cnn.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convoy.cnn.Seeded;
import dev.convoy.cnn.data.ImageShape;
import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.kernels.Floats;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.network.Evaluator;
import dev.convoy.cnn.network.Network;
import dev.convoy.cnn.zoo.Architectures;
import dev.convoy.cnn.zoo.NetworkSpec;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against what PyTorch gave, by src/test/python/forward_fixture.py. */
class ForwardAgreementTest {

  private static final int CLASSES = 10;
  private static final Map<String, JsonNode> EXPECTED = expected();

  private static Map<String, JsonNode> expected() {
    try (InputStream json = ForwardAgreementTest.class.getResourceAsStream("../forward.json")) {
      Map<String, JsonNode> rows = new TreeMap<>();
      new ObjectMapper().readTree(json).forEach(row -> rows.put(row.get("model").asText(), row));
      return rows;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @DisplayName("B3, B5, B6: outputs agree with PyTorch's")
  @ValueSource(
      strings = {
        "resnet18",
        "resnet34",
        "resnet50",
        "googlenet",
        "mobilenet_v1",
        "mobilenet_v2",
        "shufflenet_v1",
        "shufflenet_v2_x0_5",
        "shufflenet_v2_x1_0"
      })
  void agreesWithPyTorch(String model) {
    JsonNode expected = Objects.requireNonNull(EXPECTED.get(model), model);
    int side = expected.get("side").asInt();
    Network network =
        Architectures.named(new NetworkSpec(model, new ImageShape(3, side, side), CLASSES, 0.5));

    float[] logits = logits(network, new Shape(expected.get("output").size(), 3, side, side));

    assertThat(network.learnedValues()).isEqualTo(expected.get("parameters").asLong());
    assertThat(relativeDifference(logits, expected.get("output"))).isLessThan(1e-4);
  }

  @Tag("slow")
  @ParameterizedTest
  @DisplayName("B1 to B3: outputs of the large models agree with PyTorch's")
  @ValueSource(
      strings = {
        "alexnet",
        "alexnet-paper",
        "vgg11",
        "vgg11_bn",
        "vgg13",
        "vgg16",
        "vgg16_bn",
        "vgg19",
        "vgg19_bn",
        "resnet101",
        "resnet152"
      })
  void largeModelAgreesWithPyTorch(String model) {
    agreesWithPyTorch(model);
  }

  private static float[] logits(Network network, Shape batch) {
    MemorySegment answers = Floats.room((long) batch.batch() * CLASSES);
    try (Evaluator evaluator =
        Evaluator.compile(network, Device.cpu(2).kernels().get(), batch.batch())) {
      for (Parameter parameter : evaluator.parameters()) {
        evaluator.write(parameter, Seeded.values(parameter));
      }
      evaluator.evaluate(Seeded.images(batch), new int[batch.batch()], batch.batch());
      evaluator.logits(answers, batch.batch());
    }
    return Floats.array(answers);
  }

  /** The largest difference over the largest output. */
  private static double relativeDifference(float[] logits, JsonNode expected) {
    double difference = 0;
    double largest = 0;
    for (int i = 0; i < logits.length; i++) {
      double wanted = expected.get(i / CLASSES).get(i % CLASSES).asDouble();
      difference = Math.max(difference, Math.abs(logits[i] - wanted));
      largest = Math.max(largest, Math.abs(wanted));
    }
    return difference / largest;
  }
}

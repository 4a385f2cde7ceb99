package dev.convoy.cnn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.convoy.cnn.Seeded;
import dev.convoy.cnn.data.ImageShape;
import dev.convoy.cnn.device.Device;
import dev.convoy.cnn.kernels.Floats;
import dev.convoy.cnn.kernels.Parameter;
import dev.convoy.cnn.kernels.Shape;
import dev.convoy.cnn.kernels.Step;
import dev.convoy.cnn.zoo.Architectures;
import dev.convoy.cnn.zoo.NetworkSpec;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One training step against PyTorch's in float64, by src/test/python/step_fixture.py: the loss,
 * every gradient, every updated weight and running statistic. Of a tensor the fixture has its norm
 * and eight sums with seeded signs, by whose errors that of the tensor is estimated.
 */
class StepAgreementTest {

  private static final int CLASSES = 10;
  private static final double RATE = 0.05;
  private static final double DECAY = 1e-3;

  /** Gradients smaller than this share of the largest are zero in theory. */
  private static final double NOTHING = 1e-7;

  private static final double ROUNDING = 1e-5;

  private static final JsonNode EXPECTED = expected();

  private static JsonNode expected() {
    try (InputStream json = StepAgreementTest.class.getResourceAsStream("../step.json")) {
      return new ObjectMapper().readTree(json);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lenet", "vgg-tiny", "two-blocks"})
  void smallNetAgreesWithDoublePrecision(String model) {
    for (Deviation deviation : steps(model)) {
      assertThat(deviation.ours()).as("%s: %s", model, deviation.what()).isLessThan(1e-3);
    }
  }

  /**
   * ReLU masks flip near zero in any float32, which moves gradients by a hundredth where nothing
   * flips by a millionth. So PyTorch's own error is what flips can cost it: the worst of 48 runs
   * whose images are off by a rounding. This holds for every tensor of each of three batches; what
   * is below a hundred thousandth is rounding.
   */
  @ParameterizedTest
  @ValueSource(strings = {"resnet20", "resnet18", "mobilenet_v2"})
  void everyTensorIsNoFartherFromDoublePrecisionThanTwicePyTorch(String model) {
    assertThat(steps(model)).allMatch(tensor -> tensor.isWithin(2));
  }

  /** Of one tensor, relative to its norm. */
  private record Deviation(String what, double ours, double pyTorch) {

    boolean isWithin(double times) {
      return ours <= Math.max(times * pyTorch, ROUNDING);
    }
  }

  private static List<Deviation> steps(String model) {
    List<Deviation> all = new ArrayList<>();
    for (JsonNode batch : Objects.requireNonNull(EXPECTED.get(model), model)) {
      all.addAll(step(model, batch));
    }
    return all;
  }

  private static List<Deviation> step(String model, JsonNode expected) {
    int side = expected.get("shape").get(2).asInt();
    Shape batch = new Shape(expected.get("shape").get(0).asInt(), 3, side, side);
    try (Trainer trainer =
        Trainer.compile(
            network(model, side),
            Device.cpu(2).kernels().get(),
            batch.batch(),
            new PlainDescent(DECAY, 0),
            1)) {
      for (Parameter parameter : trainer.evaluator().parameters()) {
        trainer.evaluator().write(parameter, Seeded.values(parameter));
      }
      MemorySegment images = Seeded.images(batch, expected.get("images").asText());
      Step done = trainer.step(images, Seeded.labels(batch.batch(), CLASSES), 0, RATE);
      assertThat(done.lossSum() / batch.batch())
          .as("loss of " + model)
          .isCloseTo(expected.get("loss").asDouble(), within(1e-4));
      return errors(trainer, expected);
    }
  }

  private static List<Deviation> errors(Trainer trainer, JsonNode expected) {
    Map<String, float[]> gradients = new LinkedHashMap<>();
    Map<String, float[]> values = new LinkedHashMap<>();
    for (Parameter parameter : trainer.evaluator().parameters()) {
      MemorySegment read = Floats.room(parameter.elements());
      trainer.evaluator().read(parameter, read);
      values.put(parameter.name(), Floats.array(read));
      if (parameter.learned()) {
        trainer.readGradient(parameter, read);
        gradients.put(parameter.name(), Floats.array(read));
      }
    }
    List<Deviation> errors = new ArrayList<>(errors("gradients", gradients, expected));
    errors.addAll(errors("values", values, expected));
    return errors;
  }

  private static List<Deviation> errors(
      String kind, Map<String, float[]> actual, JsonNode expected) {
    JsonNode rows = expected.get(kind);
    assertThat(rows.properties()).as(kind).hasSameSizeAs(actual.entrySet());
    double largest = 0;
    for (JsonNode row : rows) {
      largest = Math.max(largest, row.get("norm").asDouble());
    }
    List<Deviation> errors = new ArrayList<>();
    for (Map.Entry<String, JsonNode> row : rows.properties()) {
      double norm = row.getValue().get("norm").asDouble();
      float[] values = Objects.requireNonNull(actual.get(row.getKey()), row.getKey());
      if (norm > NOTHING * largest) {
        double error = distance(values, row.getValue().get("sums")) / norm;
        errors.add(
            new Deviation(
                kind + " of " + row.getKey(), error, row.getValue().get("float32").asDouble()));
      }
    }
    return errors;
  }

  /** An estimate of the norm of the difference. */
  private static double distance(float[] values, JsonNode expectedSums) {
    double[] sums = new double[expectedSums.size()];
    long signs = Seeded.hash("signs");
    for (int i = 0; i < values.length; i++) {
      int bits = (int) (Seeded.uniform(signs, i) * (1 << 24));
      for (int k = 0; k < sums.length; k++) {
        sums[k] += (bits >> k & 1) == 1 ? values[i] : -values[i];
      }
    }
    double square = 0;
    for (int k = 0; k < sums.length; k++) {
      square += Math.pow(sums[k] - expectedSums.get(k).asDouble(), 2);
    }
    return Math.sqrt(square / sums.length);
  }

  private static Network network(String model, int side) {
    return model.equals("two-blocks")
        ? new Network(new TwoBlocks(CLASSES), new Shape(1, 3, side, side), CLASSES)
        : Architectures.named(new NetworkSpec(model, new ImageShape(3, side, side), CLASSES, 0));
  }
}

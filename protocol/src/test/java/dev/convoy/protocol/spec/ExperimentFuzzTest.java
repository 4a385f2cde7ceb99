package dev.convoy.protocol.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.convoy.protocol.codec.Json;
import dev.convoy.protocol.document.DocumentSyntaxException;
import dev.convoy.protocol.document.Documents;
import dev.convoy.protocol.spec.ExperimentReader.Format;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Random changes of a valid document: it is read, or refused with paths, and nothing else. */
class ExperimentFuzzTest {
  private static final int ROUNDS = 1_500;

  private static final String VALID =
      """
      name: fuzz
      dataset: {name: generated, validation: 0.1, size: {image: 16, training: 100}}
      model: {architecture: {choice: [resnet20, vgg-tiny]}, norm: batch, dropout: {uniform: [0, 0.5]}}
      preprocessing: channel-mean
      augmentation: [crop(padding=4), flip, {cutout: {integer: [0, 12]}}]
      training:
        epochs: {integer: [5, 9]}
        batchSize: {choice: [64, 128]}
        optimizer:
          choice:
            - {type: sgd, learningRate: {logUniform: [1e-3, 0.3]}, momentum: {uniform: [0.5, 0.9, 0.1]}}
            - {type: adam, learningRate: {logNormal: [1e-3, 1, 1e-5, 0.1]}}
        schedule: {type: step, factor: 0.1, stepEpochs: 3}
      search: {method: random, trials: 24, parallel: 2, seed: 7}
      stopping: [{patience: {epochs: 3}}, {grace: {epochs: 2, of: {all-of: [median, 'threshold(2, 3)']}}}]
      objective: {metric: validationLoss, goal: minimize}
      ensemble: {size: 4, selection: top}
      limits: {maxRestarts: 3, failedShare: 0.3, time: 2h}
      """;

  private static final List<String> PIECES =
      List.of(
          "0",
          "-1",
          "1e308",
          "0.5",
          "1e30",
          "null",
          "true",
          "\"\"",
          "\"flip\"",
          "\"crop(\"",
          "[]",
          "{}",
          "[[[]]]",
          "{\"choice\": [1, \"a\", {}]}",
          "{\"choice\": 3}",
          "{\"integer\": [3, 1]}",
          "{\"uniform\": [null, \"a\"]}",
          "{\"logUniform\": [0]}",
          "{\"normal\": [0.1, 0.1, 0, 0.4]}",
          "{\"fixed\": 0.1}",
          "{\"ordinal\": [1, 2]}",
          "{\"type\": \"adam\"}",
          "{\"a.b/c~d\\n\": 1}",
          "\"2h\"",
          "99999999999999999999999999");

  @Test
  void aChangedTreeIsReadOrRefusedWithPaths() throws Exception {
    JsonNode valid = Documents.yaml(utf8(VALID));
    for (int seed = 0; seed < ROUNDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      JsonNode document = valid.deepCopy();
      for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
        change(document, random);
      }
      check(Json.MAPPER.writeValueAsBytes(document), Format.JSON, seed);
    }
  }

  @Test
  void changedTextIsReadOrRefusedWithPaths() {
    byte[] valid = utf8(VALID);
    for (int seed = 0; seed < ROUNDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] document = valid.clone();
      for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
        document[random.nextInt(document.length)] =
            random.nextBoolean() ? valid[random.nextInt(valid.length)] : (byte) random.nextInt(256);
      }
      check(document, Format.YAML, seed);
    }
  }

  private static void check(byte[] document, Format format, int seed) {
    try {
      ExperimentSpec spec = ExperimentReader.read(document, format);
      assertThatCode(spec::space).as("seed %d", seed).doesNotThrowAnyException();
      assertThatCode(() -> resolveFirstOptions(spec))
          .as("seed %d", seed)
          .doesNotThrowAnyException();
    } catch (InvalidExperimentException e) {
      assertThat(e.errors())
          .as("seed %d", seed)
          .isNotEmpty()
          .allSatisfy(error -> assertThat(error.path()).isNotBlank())
          .allSatisfy(error -> assertThat(error.message()).isNotBlank().doesNotContain("schema"));
    } catch (RuntimeException | Error e) {
      throw new AssertionError(
          "seed " + seed + " of " + new String(document, StandardCharsets.UTF_8), e);
    }
  }

  /** Whatever was accepted can also be trained: a trial can be made of it. */
  private static void resolveFirstOptions(ExperimentSpec spec) {
    Map<String, ParameterValue> draw = new LinkedHashMap<>();
    drawFirst(spec.space(), draw);
    spec.resolve(new Hyperparameters(draw));
  }

  private static void drawFirst(SearchSpace space, Map<String, ParameterValue> draw) {
    space.parameters().forEach((path, distribution) -> drawFirst(path, distribution, draw));
  }

  private static void drawFirst(
      String path, Distribution distribution, Map<String, ParameterValue> draw) {
    switch (distribution) {
      case Distribution.Uniform uniform -> draw.put(path, ParameterValue.of(uniform.low()));
      case Distribution.LogUniform uniform -> draw.put(path, ParameterValue.of(uniform.low()));
      case Distribution.ReverseLogUniform reverse ->
          draw.put(path, ParameterValue.of(reverse.low()));
      case Distribution.Normal normal -> draw.put(path, ParameterValue.of(normal.low()));
      case Distribution.LogNormal normal -> draw.put(path, ParameterValue.of(normal.low()));
      case Distribution.IntegerRange range -> draw.put(path, ParameterValue.of(range.low()));
      case Distribution.LogInteger range -> draw.put(path, ParameterValue.of(range.low()));
      case Distribution.Quantized(Distribution of, double step, double low, double high) ->
          drawFirst(path, of, draw);
      case Distribution.Ordinal ordinal -> draw.put(path, ordinal.options().getFirst());
      case Distribution.Fixed fixed -> draw.put(path, fixed.value());
      case Distribution.Choice choice -> {
        draw.put(path, choice.options().getFirst());
        drawFirst(choice.within().getFirst(), draw);
      }
    }
  }

  private static void change(JsonNode document, SplittableRandom random) {
    List<JsonNode> containers = new ArrayList<>();
    collect(document, containers);
    JsonNode piece = piece(random);
    switch (containers.get(random.nextInt(containers.size()))) {
      case ObjectNode object -> {
        List<String> names = new ArrayList<>(List.of("surprise"));
        object.fieldNames().forEachRemaining(names::add);
        String name = names.get(random.nextInt(names.size()));
        if (random.nextInt(3) == 0) {
          object.remove(name);
        } else {
          object.set(name, piece);
        }
      }
      case ArrayNode array when array.isEmpty() -> array.add(piece);
      case ArrayNode array -> array.set(random.nextInt(array.size()), piece);
      default -> throw new AssertionError("No container");
    }
  }

  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainerNode()) {
      containers.add(node);
      node.forEach(child -> collect(child, containers));
    }
  }

  private static JsonNode piece(SplittableRandom random) {
    String json = PIECES.get(random.nextInt(PIECES.size()));
    try {
      return Documents.json(utf8(json));
    } catch (DocumentSyntaxException e) {
      throw new AssertionError(json, e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

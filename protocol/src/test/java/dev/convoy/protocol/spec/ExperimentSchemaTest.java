package dev.convoy.protocol.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.convoy.protocol.document.DocumentSyntaxException;
import dev.convoy.protocol.document.Documents;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema by itself, as an editor uses it. */
class ExperimentSchemaTest {
  private static final JsonSchema EDITOR =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(ExperimentSchema.json());

  @Test
  void isAJsonSchemaItself() {
    JsonSchema metaSchema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

    assertThat(metaSchema.validate(ExperimentSchema.json())).isEmpty();
  }

  @Test
  void usesNoWordOfOurOwn() {
    Set<String> keywords = new TreeSet<>();
    collectKeywords(ExperimentSchema.json(), keywords);

    assertThat(keywords)
        .isSubsetOf(
            "$schema",
            "$id",
            "$defs",
            "$ref",
            "$comment",
            "title",
            "description",
            "default",
            "examples",
            "type",
            "enum",
            "const",
            "properties",
            "items",
            "prefixItems",
            "required",
            "additionalProperties",
            "propertyNames",
            "minProperties",
            "maxProperties",
            "minItems",
            "maxItems",
            "minLength",
            "maxLength",
            "pattern",
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "if",
            "then",
            "else",
            "allOf",
            "anyOf",
            "not");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{augmentation: [flip, crop(4), {cutout: {integer: [0, 12]}}]}",
        "{augmentation: [{cutout: 8}]}",
        "{augmentation: [{cutout: {size: {integer: [0, 12]}}}, {crop: {}}]}",
        "{augmentation: {choice: [[], [flip, {crop: {padding: 2}}]]}}",
        "{stopping: [median, patience(3)]}",
        "{stopping: [{patience: 3}]}",
        "{stopping: [{patience: {epochs: 3}}]}",
        "{stopping: [{grace: {epochs: 5, of: median}}, {grace: {epochs: 2, of: {patience: 3}}}]}",
        "{stopping: [{all-of: [median, {any-of: {rules: [patience, percentile(0.1)]}}]}]}",
        "{training: {optimizer: {choice: [{type: adam}, {type: sgd, momentum: 0.5}]}}}",
        "{training: {optimizer: {type: {choice: [sgd, adam]}, momentum: 0.5}}}",
        "{training: {optimizer: {choice: [{type: adam}, {momentum: {uniform: [0.5, 0.9]}}]}}}",
        "{training: {choice: [{epochs: 3}, {optimizer: {choice: [{type: adam}]}}]}}",
        "{augmentation: {choice: [[], [flip, {cutout: {integer: [2, 12, 2]}}]]}}",
        "{augmentation: [{choice: [flip, {cutout: {size: {integer: [0, 12]}}}]}]}",
        "{training: {optimizer: {momentum: {reverseLogUniform: [0.8, 0.99]}}}}",
        "{training: {batchSize: {logInteger: [16, 512]}}, model: {dropout: {fixed: 0.5}}}",
        "{model: {dropout: {normal: [0.3, 0.1, 0, 0.5, 0.05]}}}",
        "{training: {optimizer: {learningRate: {logNormal: [0.1, 1, 0.001, 1]}}}}",
        "{model: {dropout: {ordinal: [0.1, 0.2, 0.4]}}}",
        "{search: recipe}",
        "{search: pbt, model: {dropout: {uniform: [0, 0.5]}}}",
        "{search: grid, model: {norm: {choice: [batch, none]}}}",
        "{search: {method: recipe, trials: 9}, training: {optimizer: {type: adam}}}",
        "{dataset: {path: /data/flowers, format: folder, size: {image: 64}}}"
      })
  void takesWhatTheReaderTakes(String document) throws Exception {
    assertThat(messages(document)).isEmpty();
    assertThat(ExperimentReader.read(utf8(document), ExperimentReader.Format.YAML)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{augmentation: [{cutout: {integer: [0, -12]}}]}",
        "{augmentation: [{cutout: -8}]}",
        "{training: {optimizer: {type: adam, momentum: 0.5}}}",
        "{training: {optimizer: {learningRate: {logUniform: [0, 1]}}}}",
        "{training: {optimizer: {learningRate: {choice: [0]}}}}",
        "{dataset: {name: mnist, path: /data}}",
        "{stopping: [{grace: {epochs: 5, of: {asha: {}}}}]}",
        "{stopping: [{all-of: [{hyperband: {}}]}]}",
        "{search: alexnet}",
        "{model: {alexnet: 1}}"
      })
  void refusesWhatTheReaderRefuses(String document) throws DocumentSyntaxException {
    assertThat(messages(document)).isNotEmpty();
  }

  @Test
  void everythingHasATitle() {
    assertThat(untitled("", ExperimentSchema.SOURCE)).isEmpty();
  }

  @Test
  void everyDefaultIsValidAndEveryExampleTooWithItsNeighboursLeftOut() {
    JsonNode defaults = Defaults.fillIn(JsonNodeFactory.instance.objectNode());

    assertThat(ExperimentSchema.validate(defaults)).isEmpty();
    assertThat(SpecRules.check(defaults)).isEmpty();
    for (Map.Entry<String, JsonNode> section :
        ExperimentSchema.SOURCE.path("properties").properties()) {
      for (JsonNode example : section.getValue().path("examples")) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.set(section.getKey(), example);
        assertThat(EDITOR.validate(document)).as("%s", document).isEmpty();
      }
    }
  }

  private static Set<ValidationMessage> messages(String yaml) throws DocumentSyntaxException {
    return EDITOR.validate(Documents.yaml(utf8(yaml)));
  }

  private static void collectKeywords(JsonNode schema, Set<String> keywords) {
    for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
      keywords.add(keyword.getKey());
      switch (keyword.getKey()) {
        case "properties", "$defs" ->
            keyword.getValue().forEach(inner -> collectKeywords(inner, keywords));
        case "items", "if", "then", "else", "not", "propertyNames" ->
            collectKeywords(keyword.getValue(), keywords);
        case "allOf", "anyOf", "prefixItems" ->
            keyword.getValue().forEach(inner -> collectKeywords(inner, keywords));
        default -> {
          // a keyword without schemas in it
        }
      }
    }
  }

  private static List<String> untitled(String path, JsonNode schema) {
    List<String> found = new ArrayList<>();
    if (!schema.has("title")) {
      found.add(path);
    }
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      found.addAll(untitled(path + "/" + property.getKey(), property.getValue()));
    }
    if (schema.has("items")) {
      found.addAll(untitled(path + "/items", schema.path("items")));
    }
    return found;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

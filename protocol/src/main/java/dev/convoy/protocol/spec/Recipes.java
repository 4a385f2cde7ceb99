package dev.convoy.protocol.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;

/**
 * One word for many values, {@code training.recipe}: they are put beneath the document, so whatever
 * is said beside the word wins. Where the document chooses another type of something, the recipe
 * says nothing about it. Filling in twice changes nothing.
 */
final class Recipes {

  private static final JsonNode BY_NAME = read();

  private Recipes() {}

  private static final ObjectNode RATE_TO_FIND = rateToFind();

  private static ObjectNode rateToFind() {
    ObjectNode document = SpecJson.MAPPER.createObjectNode();
    document
        .putObject("training")
        .putObject("optimizer")
        .putObject("learningRate")
        .putArray("logUniform")
        .add(1e-4)
        .add(1e-1);
    return document;
  }

  private static JsonNode read() {
    try (InputStream json = Recipes.class.getResourceAsStream("recipes.json")) {
      return SpecJson.MAPPER.readTree(Objects.requireNonNull(json));
    } catch (IOException e) {
      throw new IllegalStateException("recipes.json is part of this library", e);
    }
  }

  /** A document with the recipe it names filled in, if it names one that there is. */
  static JsonNode fillIn(JsonNode document) {
    return withRateToFind(withTraining(document));
  }

  private static JsonNode withTraining(JsonNode document) {
    JsonNode recipe = BY_NAME.path(document.path("training").path("recipe").asText());
    return recipe instanceof ObjectNode beneath && document instanceof ObjectNode object
        ? merged(beneath, object)
        : document;
  }

  /** The search's own recipe looks for the rate in the lecture's range where none is given. */
  private static JsonNode withRateToFind(JsonNode document) {
    return document.at("/search/method").asText().equals("recipe")
            && document instanceof ObjectNode object
        ? merged(RATE_TO_FIND, object)
        : document;
  }

  private static ObjectNode merged(ObjectNode beneath, ObjectNode said) {
    ObjectNode merged = said.deepCopy();
    for (Map.Entry<String, JsonNode> field : beneath.properties()) {
      JsonNode present = said.path(field.getKey());
      if (present.isMissingNode()) {
        merged.set(field.getKey(), field.getValue());
      } else if (present instanceof ObjectNode inner
          && field.getValue() instanceof ObjectNode recipe
          && isOfOneType(recipe, inner)) {
        merged.set(field.getKey(), merged(recipe, inner));
      }
    }
    return merged;
  }

  private static boolean isOfOneType(ObjectNode recipe, ObjectNode said) {
    return !Distributions.isDistribution(said)
        && (!said.has("type")
            || !recipe.has("type")
            || said.path("type").equals(recipe.path("type")));
  }
}

package dev.convoy.protocol.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A norm that somebody asks for must be in the network. Looks at a document before defaults are
 * filled in, for {@code batch} by default means what the architecture has, and nothing where it has
 * none.
 */
final class NormRules {

  /** Whose papers have no norm between a convolution and its nonlinearity. */
  private static final List<String> WITHOUT =
      List.of("lenet", "alexnet", "alexnet-paper", "vgg11", "vgg13", "vgg16", "vgg19");

  private NormRules() {}

  /**
   * Checks a document.
   *
   * @param written in which shorthands are written out
   * @param complete the same with its recipe filled in
   */
  static List<SpecError> check(JsonNode written, JsonNode complete) {
    List<SpecError> errors = new ArrayList<>();
    JsonNode model = complete.path("model");
    if (!Distributions.isDistribution(model)) {
      boolean byRecipe = written.at("/model/norm").isMissingNode();
      missing(model)
          .map(lack -> byRecipe ? lack.ofRecipe() : lack.of("model.norm"))
          .ifPresent(errors::add);
    }
    JsonNode options = model.path("choice");
    for (int i = 0; i < options.size(); i++) {
      String path = "model.choice." + i + ".norm";
      missing(options.path(i)).map(lack -> lack.of(path)).ifPresent(errors::add);
    }
    return errors;
  }

  /** A norm and an architecture, which may be drawn together, that doesn't have it. */
  private record Lack(String architecture, String norm) {

    SpecError of(String path) {
      return new SpecError(
          path, "must be none or left out, because architecture " + architecture + remedy());
    }

    SpecError ofRecipe() {
      return new SpecError(
          "training.recipe",
          "must have model.norm none beside it, because it asks for %s norm and architecture %s"
                  .formatted(norm, architecture)
              + remedy());
    }

    private String remedy() {
      return architecture.startsWith("vgg")
          ? " has no norms; %s_bn has".formatted(architecture)
          : " has no norms; vgg-small and resnet20 are two that have";
    }
  }

  private static Optional<Lack> missing(JsonNode model) {
    Optional<String> norm =
        words(model.path("norm")).filter(word -> !word.equals("none")).findFirst();
    return words(model.path("architecture"))
        .filter(WITHOUT::contains)
        .findFirst()
        .flatMap(architecture -> norm.map(word -> new Lack(architecture, word)));
  }

  /** The word, or all of which one is drawn. */
  private static Stream<String> words(JsonNode value) {
    return value.isTextual()
        ? Stream.of(value.asText())
        : value.valueStream().flatMap(NormRules::words);
  }
}

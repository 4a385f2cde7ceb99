package dev.convoy.protocol.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What must hold between values, which a schema can't say. Every rule looks only at values of the
 * right kind, for the schema has spoken about the others.
 */
final class SpecRules {
  private final JsonNode document;
  private final List<SpecError> errors = new ArrayList<>();

  private SpecRules(JsonNode document) {
    this.document = document;
  }

  /** Checks a document in which shorthands are written out and defaults filled in. */
  static List<SpecError> check(JsonNode document) {
    SpecRules rules = new SpecRules(document);
    rules.errors.addAll(DistributionRules.check(document));
    rules.imageSizeNeedsImagesThatCanHaveIt();
    rules.validationNeedsImages();
    rules.ownNetworksHaveLayers();
    rules.nesterovNeedsMomentum();
    rules.warmupEndsBeforeTraining();
    rules.onlyWhatWasTrainedIsFrozen();
    rules.recipeIsOneWord();
    rules.rangesOfAugmentationsAreInOrder();
    rules.noAugmentationIsRepeated();
    rules.errors.addAll(StoppingRules.check(document));
    rules.coarseComesBeforeFine();
    rules.recipeFindsTheRate();
    rules.errors.addAll(PopulationRules.check(document));
    rules.goalFitsMetric();
    rules.onlyCyclesLeaveSeveralSnapshots();
    return rules.errors;
  }

  private void imageSizeNeedsImagesThatCanHaveIt() {
    JsonNode dataset = document.path("dataset");
    boolean anySize =
        dataset.path("name").asText().equals("generated")
            || dataset.path("format").asText().equals("folder");
    if (dataset.path("size").has("image") && !anySize) {
      report(
          "dataset.size.image",
          "must be left out, because only generated images and those of a folder can be resized");
    }
  }

  private void validationNeedsImages() {
    JsonNode dataset = document.path("dataset");
    JsonNode share = dataset.path("validation");
    JsonNode images = dataset.path("size").path("training");
    if (share.isNumber() && images.isNumber() && share.asDouble() > 0) {
      long held = Math.round(share.asDouble() * images.asDouble());
      if (held < 1 || held >= images.asLong()) {
        report(
            "dataset.validation",
            "must leave images on both sides, but holds out %d of %s".formatted(held, images));
      }
    }
  }

  private void ownNetworksHaveLayers() {
    JsonNode model = document.path("model");
    JsonNode architecture = model.path("architecture");
    boolean own =
        architecture.asText().equals("own")
            || architecture
                .path("choice")
                .valueStream()
                .anyMatch(option -> option.asText().equals("own"));
    if (own && !model.has("layers")) {
      report("model.layers", "is missing, but the architecture is own");
    }
    if (!own && model.has("layers")) {
      report(
          "model.layers",
          "must be left out, because only architecture own has it, which may be left out instead");
    }
  }

  private void nesterovNeedsMomentum() {
    JsonNode optimizer = document.path("training").path("optimizer");
    JsonNode momentum = optimizer.path("momentum");
    if (optimizer.path("nesterov").asBoolean() && momentum.isNumber() && momentum.asDouble() == 0) {
      report("training.optimizer.momentum", "must be greater than 0 if nesterov is true");
    }
  }

  private void recipeIsOneWord() {
    if (Distributions.isDistribution(document.path("training").path("recipe"))) {
      report("training.recipe", "must be one word, because other values follow from it");
    }
  }

  private void onlyWhatWasTrainedIsFrozen() {
    JsonNode transfer = document.path("training").path("transfer");
    JsonNode freeze = transfer.path("freeze");
    if (freeze.isTextual() && !freeze.asText().equals("none") && !transfer.has("pretrained")) {
      report(
          "training.transfer.freeze", "must be none if there is no training.transfer.pretrained");
    }
  }

  private void warmupEndsBeforeTraining() {
    requireFewerThanEpochs(
        "training.schedule.warmupEpochs", document.at("/training/schedule/warmupEpochs"));
  }

  private void coarseComesBeforeFine() {
    JsonNode search = document.path("search");
    JsonNode coarse = search.path("coarseTrials");
    JsonNode trials = search.path("trials");
    if (coarse.isIntegralNumber()
        && trials.isIntegralNumber()
        && coarse.asLong() >= trials.asLong()) {
      report(
          "search.coarseTrials",
          "must be less than search.trials, which is %s, but is %s".formatted(trials, coarse));
    }
    requireFewerThanEpochs("search.coarseEpochs", search.path("coarseEpochs"));
  }

  /** What is found has to have a place to go. */
  private void recipeFindsTheRate() {
    JsonNode rate = document.at("/training/optimizer/learningRate");
    boolean open = rate.has("logUniform") || rate.has("uniform");
    if (document.at("/search/method").asText().equals("recipe") && !open) {
      report(
          "training.optimizer.learningRate",
          "must be left out or a range such as {logUniform: [1e-4, 0.1]} for search.method recipe,"
              + " which finds it");
    }
  }

  private void requireFewerThanEpochs(String path, JsonNode value) {
    EpochBound.check(document, path, value).ifPresent(errors::add);
  }

  private void rangesOfAugmentationsAreInOrder() {
    JsonNode calls = document.path("augmentation");
    for (int i = 0; i < calls.size(); i++) {
      for (Map.Entry<String, JsonNode> call : calls.path(i).properties()) {
        String path = "augmentation." + i + "." + call.getKey();
        requireInOrder(path, call.getValue(), "from", "to");
        requireInOrder(path, call.getValue(), "size", "from");
      }
    }
  }

  private void requireInOrder(String path, JsonNode call, String less, String more) {
    JsonNode low = call.path(less);
    JsonNode high = call.path(more);
    if (low.isNumber() && high.isNumber() && low.asDouble() > high.asDouble()) {
      report(
          path + "." + more,
          "must be at least %s, which is %s, but is %s".formatted(less, low, high));
    }
  }

  private void noAugmentationIsRepeated() {
    errors.addAll(Repetitions.of("augmentation", document.path("augmentation"), Set.of()));
  }

  private void goalFitsMetric() {
    JsonNode objective = document.path("objective");
    String metric = objective.path("metric").asText();
    JsonNode fitting =
        ExperimentSchema.SOURCE
            .at("/properties/objective/variants/metric")
            .path(metric)
            .path("goal");
    JsonNode goal = objective.path("goal");
    if (fitting.isTextual() && goal.isTextual() && !fitting.equals(goal)) {
      report(
          "objective.goal",
          "must be %s for %s, but is %s".formatted(fitting.asText(), metric, Words.value(goal)));
    }
  }

  private void onlyCyclesLeaveSeveralSnapshots() {
    JsonNode most = document.at("/ensemble/snapshotsPerTrial");
    boolean cyclic =
        document.findValues("schedule").stream()
            .flatMap(SpecRules::texts)
            .anyMatch("cyclic"::equals);
    if (most.isIntegralNumber() && most.asLong() > 1 && !cyclic) {
      report(
          "ensemble.snapshotsPerTrial",
          "must be 1 or left out unless training.schedule.type is cyclic, because nothing else"
              + " leaves several snapshots of a trial to vote");
    }
  }

  private static Stream<String> texts(JsonNode node) {
    return node.isTextual()
        ? Stream.of(node.textValue())
        : node.valueStream().flatMap(SpecRules::texts);
  }

  private void report(String path, String message) {
    errors.add(new SpecError(path, message));
  }
}

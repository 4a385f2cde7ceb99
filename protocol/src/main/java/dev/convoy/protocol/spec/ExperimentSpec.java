package dev.convoy.protocol.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An experiment's document, valid and complete: every default is filled in. The control part is
 * typed here; the trial part becomes a {@link TrialSpec} once its distributions have values.
 * Immutable; equal if the documents are.
 */
public final class ExperimentSpec {
  private static final int MOST_TRIALS =
      ExperimentSchema.SOURCE.at("/properties/search/properties/trials/maximum").asInt();

  private final JsonNode document;
  private final SearchSpace space;
  private final Sections sections;

  private record Sections(
      String name,
      SearchSpec search,
      List<StoppingSpec> stopping,
      Objective objective,
      EnsembleSpec ensemble,
      Limits limits) {}

  private ExperimentSpec(JsonNode document, SearchSpace space) {
    this.document = document;
    this.space = space;
    this.sections = SpecJson.read(document, Sections.class);
  }

  /**
   * Reads a document that has been validated.
   *
   * @throws IllegalArgumentException if it has not, and can't be read
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static ExperimentSpec of(JsonNode document) {
    JsonNode complete = Defaults.fillIn(Recipes.fillIn(document));
    SearchSpace space = TrialPart.spaceOf(complete);
    if (complete.path("search") instanceof ObjectNode search && !search.has("trials")) {
      search.put("trials", wholeGrid(space));
    }
    return new ExperimentSpec(complete, space);
  }

  /** A grid without a number of trials has one for each combination. */
  private static int wholeGrid(SearchSpace space) {
    return (int) Math.min(space.combinations().orElse(MOST_TRIALS), MOST_TRIALS);
  }

  /** The complete document. */
  @JsonValue
  public JsonNode document() {
    return document;
  }

  public String name() {
    return sections.name();
  }

  public SearchSpec search() {
    return sections.search();
  }

  public List<StoppingSpec> stopping() {
    return sections.stopping();
  }

  public Objective objective() {
    return sections.objective();
  }

  public EnsembleSpec ensemble() {
    return sections.ensemble();
  }

  public Limits limits() {
    return sections.limits();
  }

  /** How many epochs every trial has; empty if that is drawn. */
  public OptionalInt epochs() {
    JsonNode epochs = document.at("/training/epochs");
    return epochs.isIntegralNumber() ? OptionalInt.of(epochs.intValue()) : OptionalInt.empty();
  }

  /** Every distribution of the trial part, in the order of the document. */
  public SearchSpace space() {
    return space;
  }

  /** The network of every trial; empty if something of it is drawn. */
  public Optional<ModelSpec> model() {
    boolean drawn =
        space.parameters().keySet().stream()
            .anyMatch(path -> path.equals("model") || path.startsWith("model."));
    return drawn
        ? Optional.empty()
        : Optional.of(SpecJson.read(document.path("model"), ModelSpec.class));
  }

  /**
   * The trial that a draw makes.
   *
   * @param draw a value for every path of the space
   * @throws IllegalArgumentException if a path has none
   */
  public TrialSpec resolve(Hyperparameters draw) {
    return SpecJson.read(TrialPart.resolve(document, draw), TrialSpec.class);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExperimentSpec spec && document.equals(spec.document);
  }

  @Override
  public int hashCode() {
    return document.hashCode();
  }

  @Override
  public String toString() {
    return document.toString();
  }
}

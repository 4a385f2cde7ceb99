package dev.convoy.protocol.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalLong;

/**
 * How hyperparameters are drawn.
 *
 * @param trials how many trials at most; a grid smaller than that ends sooner
 * @param parallel how many trials may be queued or training at once
 * @param seed what every draw follows from; empty: taken from the experiment's id
 */
public record SearchSpec(Method method, int trials, int parallel, OptionalLong seed) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static SearchSpec written(JsonNode search) {
    return new SearchSpec(
        SpecJson.read(search, Method.class),
        search.path("trials").asInt(),
        search.path("parallel").asInt(),
        search.has("seed") ? OptionalLong.of(search.path("seed").asLong()) : OptionalLong.empty());
  }

  /** The search methods. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "method")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Random.class, name = "random"),
    @JsonSubTypes.Type(value = Grid.class, name = "grid"),
    @JsonSubTypes.Type(value = Tpe.class, name = "tpe"),
    @JsonSubTypes.Type(value = CoarseToFine.class, name = "coarse-to-fine"),
    @JsonSubTypes.Type(value = Recipe.class, name = "recipe"),
    @JsonSubTypes.Type(value = Pbt.class, name = "pbt")
  })
  public sealed interface Method {}

  /** Draws that don't look at results (Bergstra and Bengio 2012). */
  public record Random(Sampling sampling) implements Method {}

  /** Every combination, in the order of the document, last parameter fastest. */
  public record Grid() implements Method {}

  /**
   * Tree-structured Parzen estimator (Bergstra et al. 2011).
   *
   * @param startupTrials random trials that must have come to a result first
   * @param candidates of how many draws the most promising is taken
   * @param goodShare the share of results that counts as good
   */
  public record Tpe(int startupTrials, int candidates, double goodShare) implements Method {}

  /**
   * A round of short trials over the whole space, then a round of whole ones around the best.
   *
   * @param coarseTrials how many are short
   * @param coarseEpochs how short
   */
  public record CoarseToFine(int coarseTrials, int coarseEpochs) implements Method {}

  /**
   * The six steps of CS231n: look at the initial loss, overfit a tiny sample, find the learning
   * rate, search from coarse to fine around it, look at the curves.
   *
   * @param coarseTrials how many are short
   * @param coarseEpochs how short
   */
  public record Recipe(int coarseTrials, int coarseEpochs) implements Method {}

  /**
   * Population based training (Jaderberg et al. 2017).
   *
   * @param interval after how many epochs the worst copy the best
   * @param quantile the share of the worst, and of the best
   * @param resample how likely a hyperparameter is drawn anew rather than multiplied
   */
  public record Pbt(int interval, double quantile, double resample) implements Method {}

  /** How random draws lie to each other. */
  public enum Sampling {
    /** Not at all. */
    @JsonProperty("independent")
    INDEPENDENT,
    /** Evenly in every parameter (McKay et al. 1979). */
    @JsonProperty("latin-hypercube")
    LATIN_HYPERCUBE
  }
}

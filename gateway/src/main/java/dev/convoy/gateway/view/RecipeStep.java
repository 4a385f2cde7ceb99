package dev.convoy.gateway.view;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * One of the six steps of a recipe.
 *
 * @param evidence what it came to, in one sentence; empty before it ends
 * @param advice what to change, the likeliest first
 */
public record RecipeStep(Name step, Status status, Optional<String> evidence, List<String> advice) {

  public RecipeStep {
    advice = List.copyOf(advice);
  }

  /** The steps in their order. */
  public enum Name {
    @JsonProperty("initial-loss")
    INITIAL_LOSS,
    @JsonProperty("tiny-sample")
    TINY_SAMPLE,
    @JsonProperty("rate-range")
    RATE_RANGE,
    @JsonProperty("coarse")
    COARSE,
    @JsonProperty("fine")
    FINE,
    @JsonProperty("curves")
    CURVES
  }

  /** How far a step is. */
  public enum Status {
    @JsonProperty("waiting")
    WAITING,
    @JsonProperty("running")
    RUNNING,
    @JsonProperty("passed")
    PASSED,
    @JsonProperty("failed")
    FAILED,
    /** The experiment ended before it was through. */
    @JsonProperty("skipped")
    SKIPPED
  }

  static RecipeStep waiting(Name step) {
    return new RecipeStep(step, Status.WAITING, Optional.empty(), List.of());
  }

  RecipeStep running() {
    return new RecipeStep(step, Status.RUNNING, evidence, advice);
  }

  RecipeStep ended(Status how, String evidence, List<String> advice) {
    return new RecipeStep(step, how, Optional.of(evidence), advice);
  }

  /** What becomes of it when the experiment ends. */
  RecipeStep cut() {
    boolean open = status == Status.WAITING || status == Status.RUNNING;
    return open ? new RecipeStep(step, Status.SKIPPED, evidence, advice) : this;
  }
}

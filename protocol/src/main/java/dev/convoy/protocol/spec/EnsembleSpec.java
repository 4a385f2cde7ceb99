package dev.convoy.protocol.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Which snapshots vote together at the end.
 *
 * @param size how many at most; 0: no ensemble
 */
public record EnsembleSpec(int size, Selection selection) {

  /** How members are chosen. */
  public enum Selection {
    /** The best trials by the objective. */
    @JsonProperty("top")
    TOP,
    /** Those of the best trials that vote best together on the validation split. */
    @JsonProperty("greedy")
    GREEDY
  }
}

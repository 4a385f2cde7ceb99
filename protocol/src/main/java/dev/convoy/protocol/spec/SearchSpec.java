package dev.convoy.protocol.spec;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.OptionalLong;

/**
 * How hyperparameters are drawn.
 *
 * @param trials how many trials at most; a grid smaller than that ends sooner
 * @param parallel how many trials may be queued or training at once
 * @param seed what every draw follows from; empty: taken from the experiment's id
 */
public record SearchSpec(Method method, int trials, int parallel, OptionalLong seed) {

  /** The search methods. */
  public enum Method {
    /** Independent draws (Bergstra and Bengio 2012). */
    @JsonProperty("random")
    RANDOM,
    /** Every combination, in the order of the document, last parameter fastest. */
    @JsonProperty("grid")
    GRID
  }
}

package dev.convoy.protocol.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.convoy.protocol.spec.ParameterValue;

/**
 * What is left of a hyperparameter's range for the next round.
 *
 * @param low the lower end, or the option that is kept
 * @param high the upper end, or the option that is kept
 * @param best where the best value lay in the former range
 */
public record NarrowedRange(String path, ParameterValue low, ParameterValue high, Best best) {

  /** Where the best value lay in the former range; at an end the range is widened there. */
  public enum Best {
    @JsonProperty("inside")
    INSIDE,
    @JsonProperty("at-the-low-end")
    AT_THE_LOW_END,
    @JsonProperty("at-the-high-end")
    AT_THE_HIGH_END
  }
}

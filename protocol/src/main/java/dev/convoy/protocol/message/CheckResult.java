package dev.convoy.protocol.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a check came to.
 *
 * @param evidence the numbers, in one sentence
 * @param steps the training steps it took
 * @param rate the learning rate it found; empty: it looked for none, or found none
 * @param advice what to change, the likeliest first; empty if it passed
 */
public record CheckResult(
    Verdict verdict,
    String evidence,
    List<CheckStep> steps,
    OptionalDouble rate,
    List<String> advice) {

  public CheckResult {
    steps = List.copyOf(steps);
    advice = List.copyOf(advice);
  }

  /** Whether it is worth going on. */
  public enum Verdict {
    @JsonProperty("passed")
    PASSED,
    @JsonProperty("failed")
    FAILED
  }

  /** The numbers, and what to do about them. */
  public String sentence() {
    return advice.isEmpty() ? evidence : evidence + "; " + String.join("; ", advice);
  }
}

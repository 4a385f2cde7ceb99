package dev.convoy.protocol.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The checks before money is spent, in the order in which a recipe makes them. */
public enum CheckKind {
  /** Whether the loss before any training is near ln(C). */
  @JsonProperty("initial-loss")
  INITIAL_LOSS,
  /** Whether a few images can be learnt by heart. */
  @JsonProperty("tiny-sample")
  TINY_SAMPLE,
  /** Which learning rate makes the loss fall within about a hundred steps. */
  @JsonProperty("rate-range")
  RATE_RANGE;

  /** The check's stable word, as in JSON: {@code tiny-sample}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

package dev.convoy.protocol.message;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/**
 * Why something ended badly.
 *
 * @param detail one sentence for the user: what, where, and what would help
 */
public record Failure(Kind kind, String detail) {

  /** The failure as the reason of an end. */
  public Reason reason() {
    return new Reason(kind.code(), detail);
  }

  /** The kinds of failure, and whether the same work is worth trying again. */
  public enum Kind {
    /** The loss became NaN or infinite: a result about these hyperparameters. */
    @JsonProperty("non-finite-loss")
    NON_FINITE_LOSS(false),
    /** The device's or host's memory doesn't hold this model and batch. */
    @JsonProperty("out-of-memory")
    OUT_OF_MEMORY(false),
    /** The dataset is missing or damaged. */
    @JsonProperty("data")
    DATA(false),
    /** The trial's document asks for something that can't be built. */
    @JsonProperty("spec")
    SPEC(false),
    /** A disk or the network failed. */
    @JsonProperty("io")
    IO(true),
    /** The queue handed the work out too often without an end. */
    @JsonProperty("lost")
    LOST(true),
    /** A fault of ours. */
    @JsonProperty("internal")
    INTERNAL(true);

    private final boolean worthRetrying;

    Kind(boolean worthRetrying) {
      this.worthRetrying = worthRetrying;
    }

    public boolean worthRetrying() {
      return worthRetrying;
    }

    /** The kind's stable word, as in JSON: {@code out-of-memory}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}

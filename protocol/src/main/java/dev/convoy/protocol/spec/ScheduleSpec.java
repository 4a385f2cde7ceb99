package dev.convoy.protocol.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How the learning rate moves.
 *
 * @param factor what the rate is multiplied with at a step or plateau
 * @param patience epochs without improvement that make a plateau
 * @param stepEpochs epochs between two steps
 * @param warmupEpochs epochs over which the rate rises linearly from zero first
 */
public record ScheduleSpec(
    Type type, double factor, int patience, int stepEpochs, int warmupEpochs) {

  /** The schedules. */
  public enum Type {
    @JsonProperty("constant")
    CONSTANT,
    @JsonProperty("step")
    STEP,
    @JsonProperty("plateau")
    PLATEAU,
    @JsonProperty("cosine")
    COSINE
  }
}

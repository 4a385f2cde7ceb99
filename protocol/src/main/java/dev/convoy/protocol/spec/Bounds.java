package dev.convoy.protocol.spec;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the schema allows for a number of the trial part.
 *
 * @param low the least
 * @param lowIsOut whether the least itself is too little
 * @param high the most
 * @param highIsOut whether the most itself is too much
 */
public record Bounds(double low, boolean lowIsOut, double high, boolean highIsOut) {

  /**
   * The bounds of a value.
   *
   * @param path such as {@code training.optimizer.learningRate}
   */
  public static Bounds of(String path) {
    JsonNode schema = ExperimentSchema.SOURCE;
    for (String element : path.split("\\.", -1)) {
      schema = schema.has("items") ? schema.path("items") : schema.path("properties").path(element);
    }
    boolean lowIsOut = schema.has("exclusiveMinimum");
    boolean highIsOut = schema.has("exclusiveMaximum");
    return new Bounds(
        schema.path(lowIsOut ? "exclusiveMinimum" : "minimum").asDouble(Double.NEGATIVE_INFINITY),
        lowIsOut,
        schema.path(highIsOut ? "exclusiveMaximum" : "maximum").asDouble(Double.POSITIVE_INFINITY),
        highIsOut);
  }

  /** Whether a value is allowed. */
  public boolean allow(double value) {
    return (lowIsOut ? value > low : value >= low) && (highIsOut ? value < high : value <= high);
  }
}

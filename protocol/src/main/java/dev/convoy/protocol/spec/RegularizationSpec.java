package dev.convoy.protocol.spec;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What keeps a network from learning its images by heart, beside the optimizer's weight decay.
 *
 * @param l1 factor of the L1 penalty's gradient; with weight decay an elastic net
 * @param penalized what L1 and weight decay are for
 * @param labelSmoothing share of every target spread over all classes, in [0, 1)
 * @param mixup alpha of the Beta distribution by which pairs of images are mixed; 0: none are
 */
public record RegularizationSpec(
    double l1, Penalized penalized, double labelSmoothing, double mixup) {

  /** None. */
  public static final RegularizationSpec NONE = new RegularizationSpec(0, Penalized.ALL, 0, 0);

  /** Which parameters are penalized. */
  public enum Penalized {
    /** All that are learned. */
    @JsonProperty("all")
    ALL,
    /** Kernels and matrices; biases and norms are exempt. */
    @JsonProperty("weights")
    WEIGHTS
  }
}

package dev.convoy.protocol.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** A rule that ends hopeless trials early; an experiment may have several. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
@JsonSubTypes({
  @JsonSubTypes.Type(value = StoppingSpec.Patience.class, name = "patience"),
  @JsonSubTypes.Type(value = StoppingSpec.Median.class, name = "median")
})
public sealed interface StoppingSpec {

  /**
   * Stop a trial that hasn't improved for a while.
   *
   * @param epochs how many epochs without improvement end the trial
   * @param minDelta what counts as an improvement of the objective, in the metric's own unit
   */
  record Patience(int epochs, double minDelta) implements StoppingSpec {}

  /**
   * Stop a trial that is worse than the median of the others (Google Vizier, Golovin et al. 2017).
   *
   * @param startupTrials how many other trials must have reached the epoch before the rule speaks
   * @param warmupEpochs how many epochs every trial gets first
   */
  record Median(int startupTrials, int warmupEpochs) implements StoppingSpec {}
}

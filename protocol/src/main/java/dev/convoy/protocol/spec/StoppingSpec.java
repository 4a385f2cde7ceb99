package dev.convoy.protocol.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** What ends hopeless trials early; an experiment may have several. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
@JsonSubTypes({
  @JsonSubTypes.Type(value = StoppingSpec.Patience.class, name = "patience"),
  @JsonSubTypes.Type(value = StoppingSpec.Median.class, name = "median"),
  @JsonSubTypes.Type(value = StoppingSpec.Percentile.class, name = "percentile"),
  @JsonSubTypes.Type(value = StoppingSpec.Threshold.class, name = "threshold"),
  @JsonSubTypes.Type(value = StoppingSpec.Asha.class, name = "asha"),
  @JsonSubTypes.Type(value = StoppingSpec.AshaStopping.class, name = "asha-stopping"),
  @JsonSubTypes.Type(value = StoppingSpec.Hyperband.class, name = "hyperband"),
  @JsonSubTypes.Type(value = StoppingSpec.Grace.class, name = "grace"),
  @JsonSubTypes.Type(value = StoppingSpec.AllOf.class, name = "all-of"),
  @JsonSubTypes.Type(value = StoppingSpec.AnyOf.class, name = "any-of")
})
public sealed interface StoppingSpec {

  /** Judges a trial at its epochs; may stand within another rule. */
  sealed interface Rule extends StoppingSpec {}

  /** Divides trials into legs, after which they wait for each other; stands by itself. */
  sealed interface Halving extends StoppingSpec {}

  /**
   * Stop a trial that hasn't improved for a while.
   *
   * @param epochs how many epochs without improvement end the trial
   * @param minDelta what counts as an improvement of the objective, in the metric's own unit
   */
  record Patience(int epochs, double minDelta) implements Rule {}

  /**
   * Stop a trial that is worse than the median of the others (Google Vizier, Golovin et al. 2017).
   *
   * @param startupTrials how many other trials must have reached the epoch before the rule speaks
   * @param warmupEpochs how many epochs every trial gets first
   */
  record Median(int startupTrials, int warmupEpochs) implements Rule {}

  /**
   * Stop a trial that is not among the best share of the others.
   *
   * @param keep the share that goes on, between 0 and 1
   * @param startupTrials how many other trials must have reached the epoch before the rule speaks
   * @param warmupEpochs how many epochs every trial gets first
   */
  record Percentile(double keep, int startupTrials, int warmupEpochs) implements Rule {}

  /**
   * Stop a trial that has not reached a value by an epoch.
   *
   * @param value of the objective's metric, in its own unit
   * @param epoch by which it must be reached
   */
  record Threshold(double value, int epoch) implements Rule {}

  /**
   * Asynchronous successive halving by promotion (Li et al. 2020): every trial trains to the first
   * rung and waits there; the best 1/eta of a rung go on to the next.
   *
   * @param eta how many times more epochs the next rung has
   * @param firstRung epochs of the first
   */
  record Asha(int eta, int firstRung) implements Halving {}

  /**
   * Asynchronous successive halving that never waits: a trial that is not among the best 1/eta of
   * those that have come to a rung before it stops there.
   */
  record AshaStopping(int eta, int firstRung) implements Rule {}

  /**
   * Hyperband (Li et al. 2018): brackets of successive halving, from many short trials to a few
   * whole ones.
   *
   * @param eta how many times more epochs the next rung has
   */
  record Hyperband(int eta) implements Halving {}

  /**
   * Stop a trial where another rule would, but not before it has so many epochs.
   *
   * @param epochs that every trial gets
   * @param of the rule that is asked from then on
   */
  record Grace(int epochs, Rule of) implements Rule {}

  /** Stop a trial where all of these would. */
  record AllOf(List<Rule> rules) implements Rule {
    public AllOf {
      rules = List.copyOf(rules);
    }
  }

  /** Stop a trial where any of these would. */
  record AnyOf(List<Rule> rules) implements Rule {
    public AnyOf {
      rules = List.copyOf(rules);
    }
  }
}

package dev.convoy.scheduler.stopping;

import dev.convoy.protocol.message.Reason;
import dev.convoy.protocol.spec.StoppingSpec;
import dev.convoy.scheduler.history.History;
import java.util.List;
import java.util.Optional;

/** Ends hopeless trials. Stateless: the same history gives the same verdict. */
public interface StoppingRule {

  /**
   * Judges a trial once at each epoch but its last, in order.
   *
   * @param epoch the trial's last so far
   * @return why the trial should stop; empty if it may go on
   */
  Optional<Reason> verdict(History history, int trial, int epoch);

  /**
   * The rule that a document asks for.
   *
   * @throws IllegalArgumentException if it makes no sense
   */
  static StoppingRule of(StoppingSpec.Rule spec) {
    return switch (spec) {
      case StoppingSpec.Patience(int epochs, double minDelta) -> new PatienceRule(epochs, minDelta);
      case StoppingSpec.Median(int startupTrials, int warmupEpochs) ->
          new MedianRule(startupTrials, warmupEpochs);
      case StoppingSpec.Percentile(double keep, int startupTrials, int warmupEpochs) ->
          new PercentileRule(keep, startupTrials, warmupEpochs);
      case StoppingSpec.Threshold(double value, int epoch) -> new ThresholdRule(value, epoch);
      case StoppingSpec.AshaStopping(int eta, int firstRung) ->
          new AshaStoppingRule(Ladder.of(firstRung, eta, Integer.MAX_VALUE), eta);
      case StoppingSpec.Grace(int epochs, StoppingSpec.Rule of) -> new GraceRule(epochs, of(of));
      case StoppingSpec.AllOf(List<StoppingSpec.Rule> rules) -> new AllOfRule(of(rules));
      case StoppingSpec.AnyOf(List<StoppingSpec.Rule> rules) -> new AnyOfRule(of(rules));
    };
  }

  private static List<StoppingRule> of(List<StoppingSpec.Rule> rules) {
    return rules.stream().map(StoppingRule::of).toList();
  }

  /**
   * The rules among what a document asks for, as one; the others are an {@link Allocation}.
   *
   * @throws IllegalArgumentException if one makes no sense
   */
  static StoppingRule anyOf(List<StoppingSpec> stopping) {
    return new AnyOfRule(
        stopping.stream()
            .filter(StoppingSpec.Rule.class::isInstance)
            .map(rule -> of((StoppingSpec.Rule) rule))
            .toList());
  }
}

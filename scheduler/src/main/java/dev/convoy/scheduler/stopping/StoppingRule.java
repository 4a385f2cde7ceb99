package dev.convoy.scheduler.stopping;

import dev.convoy.protocol.message.Reason;
import dev.convoy.protocol.spec.StoppingSpec;
import dev.convoy.scheduler.history.History;
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
   * The rule that a document asks for; empty if it is an {@link Allocation}.
   *
   * @throws IllegalArgumentException if it makes no sense
   */
  static Optional<StoppingRule> of(StoppingSpec spec) {
    return switch (spec) {
      case StoppingSpec.Patience(int epochs, double minDelta) ->
          Optional.of(new PatienceRule(epochs, minDelta));
      case StoppingSpec.Median(int startupTrials, int warmupEpochs) ->
          Optional.of(new MedianRule(startupTrials, warmupEpochs));
      case StoppingSpec.Percentile(double keep, int startupTrials, int warmupEpochs) ->
          Optional.of(new PercentileRule(keep, startupTrials, warmupEpochs));
      case StoppingSpec.Threshold(double value, int epoch) ->
          Optional.of(new ThresholdRule(value, epoch));
      case StoppingSpec.AshaStopping(int eta, int firstRung) ->
          Optional.of(new AshaStoppingRule(Ladder.of(firstRung, eta, Integer.MAX_VALUE), eta));
      case StoppingSpec.Asha asha -> Optional.empty();
      case StoppingSpec.Hyperband hyperband -> Optional.empty();
    };
  }
}

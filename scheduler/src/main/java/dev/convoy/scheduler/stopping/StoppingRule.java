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

  /** The rule that a document asks for. */
  static StoppingRule of(StoppingSpec spec) {
    return switch (spec) {
      case StoppingSpec.Patience(int epochs, double minDelta) -> new PatienceRule(epochs, minDelta);
      case StoppingSpec.Median(int startupTrials, int warmupEpochs) ->
          new MedianRule(startupTrials, warmupEpochs);
    };
  }
}

package dev.convoy.scheduler.stopping;

import dev.convoy.protocol.message.Reason;
import dev.convoy.scheduler.history.History;
import java.util.Optional;

/**
 * Grace: another rule, which is not asked before a trial has so many epochs (the grace period of
 * Ray Tune's schedulers). From that epoch on the verdict is the other's own, for the same reason;
 * ties, scores that are not finite and first reporters are as it treats them. What the other would
 * have said earlier is not made up for: one that speaks at certain epochs alone, such as {@link
 * AshaStoppingRule}, next speaks at the first of them that is no earlier than {@code epochs}. Rules
 * see the whole curve, the epochs of grace included. Nothing has a default.
 *
 * @param epochs that every trial gets, at least 1
 */
public record GraceRule(int epochs, StoppingRule of) implements StoppingRule {

  public GraceRule {
    if (epochs < 1) {
      throw new IllegalArgumentException(
          "grace: at least 1 epoch is needed, not %d".formatted(epochs));
    }
  }

  @Override
  public Optional<Reason> verdict(History history, int trial, int epoch) {
    return epoch < epochs ? Optional.empty() : of.verdict(history, trial, epoch);
  }
}

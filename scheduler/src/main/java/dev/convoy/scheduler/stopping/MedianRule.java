package dev.convoy.scheduler.stopping;

import dev.convoy.protocol.message.Reason;
import dev.convoy.scheduler.history.History;
import java.util.Locale;
import java.util.Optional;

/**
 * Median stopping by running averages (Golovin et al., "Google Vizier", KDD 2017, section 3.2): at
 * epoch e a trial stops if its best score of epochs 1 to e is strictly worse than the median, over
 * all other trials that have reached epoch e, of their mean scores of epochs 1 to e. Vizier asks
 * completed trials alone; taking every trial that has come as far lets the rule speak as soon as
 * the first generation has. For an even number of others the median is the mean of the two in the
 * middle.
 *
 * <p>Ties let the trial live. A score that is not finite counts as negative infinity, in the best
 * as in the means. First reporters are safe: the rule is silent while fewer than {@code
 * startupTrials} others have reached the epoch, and during the first {@code warmupEpochs} epochs.
 * Trials that were stopped or failed later count with what they reported. Defaults: {@code
 * startupTrials} 5, {@code warmupEpochs} 2.
 *
 * @param startupTrials at least 1
 * @param warmupEpochs at least 0
 */
public record MedianRule(int startupTrials, int warmupEpochs) implements StoppingRule {

  public MedianRule {
    if (startupTrials < 1 || warmupEpochs < 0) {
      throw new IllegalArgumentException(
          "median: at least 1 startup trial and 0 warmup epochs are needed, not %d and %d"
              .formatted(startupTrials, warmupEpochs));
    }
  }

  @Override
  public Optional<Reason> verdict(History history, int trial, int epoch) {
    return epoch <= warmupEpochs
        ? Optional.empty()
        : Shortfall.of(history, trial, epoch, 0.5, startupTrials)
            .map(shortfall -> reason(epoch, shortfall));
  }

  private static Reason reason(int epoch, Shortfall shortfall) {
    return new Reason(
        "median",
        String.format(
            Locale.ROOT,
            "best of %d epochs (%.4f) is worse than the median average of %d others (%.4f)",
            epoch,
            shortfall.best(),
            shortfall.others(),
            shortfall.demanded()));
  }
}

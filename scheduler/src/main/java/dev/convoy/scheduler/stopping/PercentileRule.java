package dev.convoy.scheduler.stopping;

import dev.convoy.protocol.message.Reason;
import dev.convoy.scheduler.history.History;
import java.util.Locale;
import java.util.Optional;

/**
 * Percentile stopping: the {@link MedianRule} with another share than one half (as the percentile
 * pruner of Optuna, Akiba et al., KDD 2019). At epoch e a trial stops if its best score of epochs 1
 * to e is strictly worse than the (1 - keep) quantile, over all other trials that have reached
 * epoch e, of their mean scores of epochs 1 to e. Between two of the others the quantile is
 * interpolated linearly (Hyndman and Fan's type 7); with keep = 0.5 it is the median.
 *
 * <p>Ties let the trial live. A score that is not finite counts as negative infinity, and a
 * quantile between a finite number and negative infinity is negative infinity. First reporters are
 * safe: the rule is silent while fewer than {@code startupTrials} others have reached the epoch,
 * and during the first {@code warmupEpochs} epochs. Defaults: {@code keep} 0.25, {@code
 * startupTrials} 5, {@code warmupEpochs} 2.
 *
 * @param keep the share that goes on, between 0 and 1
 * @param startupTrials at least 1
 * @param warmupEpochs at least 0
 */
public record PercentileRule(double keep, int startupTrials, int warmupEpochs)
    implements StoppingRule {

  public PercentileRule {
    if (!(keep > 0 && keep < 1) || startupTrials < 1 || warmupEpochs < 0) {
      throw new IllegalArgumentException(
          "percentile: a share between 0 and 1, at least 1 startup trial and 0 warmup epochs are"
              + " needed, not %s, %d and %d".formatted(keep, startupTrials, warmupEpochs));
    }
  }

  @Override
  public Optional<Reason> verdict(History history, int trial, int epoch) {
    return epoch <= warmupEpochs
        ? Optional.empty()
        : Shortfall.of(history, trial, epoch, keep, startupTrials)
            .map(shortfall -> reason(epoch, shortfall));
  }

  private Reason reason(int epoch, Shortfall shortfall) {
    return new Reason(
        "percentile",
        String.format(
            Locale.ROOT,
            "best of %d epochs (%.4f) is worse than the averages of the best %.4g %% of %d others"
                + " (%.4f)",
            epoch,
            shortfall.best(),
            100 * keep,
            shortfall.others(),
            shortfall.demanded()));
  }
}

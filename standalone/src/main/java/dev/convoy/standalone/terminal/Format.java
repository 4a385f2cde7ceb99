package dev.convoy.standalone.terminal;

import dev.convoy.gateway.view.TrialSummary;
import dev.convoy.protocol.spec.Objective;
import java.time.Duration;
import java.util.Locale;

/** Numbers and names as people read them. */
final class Format {

  private Format() {}

  /** A share as a percentage with two decimals, such as {@code 98.76 %}. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  /** A value of a metric: accuracies in percent, losses with four decimals. */
  static String metric(Objective.Metric metric, double value) {
    return switch (metric) {
      case TRAINING_ACCURACY, VALIDATION_ACCURACY -> percent(value);
      case TRAINING_LOSS, VALIDATION_LOSS -> String.format(Locale.ROOT, "%.4f", value);
    };
  }

  /** The metric's name in words. */
  static String name(Objective.Metric metric) {
    return switch (metric) {
      case TRAINING_ACCURACY -> "training accuracy";
      case VALIDATION_ACCURACY -> "validation accuracy";
      case TRAINING_LOSS -> "training loss";
      case VALIDATION_LOSS -> "validation loss";
    };
  }

  /** A constant's name in words. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Minutes and seconds, such as {@code 3:07}, with hours before them if there are any. */
  static String clock(Duration time) {
    return time.toHours() == 0
        ? String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart())
        : String.format(
            Locale.ROOT,
            "%d:%02d:%02d",
            time.toHours(),
            time.toMinutesPart(),
            time.toSecondsPart());
  }

  /** What a trial came to: its status and, if a rule or a failure ended it, why. */
  static String ending(TrialSummary trial) {
    String status = trial.status().name().toLowerCase(Locale.ROOT);
    return trial.reason().map(reason -> status + " (" + reason.detail() + ")").orElse(status);
  }
}

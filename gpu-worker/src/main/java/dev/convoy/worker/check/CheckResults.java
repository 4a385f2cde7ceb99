package dev.convoy.worker.check;

import dev.convoy.cnn.check.Check;
import dev.convoy.cnn.check.InitialLoss;
import dev.convoy.cnn.check.RateRange;
import dev.convoy.cnn.check.TinySample;
import dev.convoy.protocol.message.CheckResult;
import dev.convoy.protocol.message.CheckStep;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** What the engine's checks came to, in the protocol's words. */
final class CheckResults {

  private CheckResults() {}

  static CheckResult of(InitialLoss check) {
    String evidence =
        String.format(
            Locale.ROOT,
            "the loss before training is %.4g where ln(classes) is %.4g",
            check.loss(),
            check.expected());
    List<CheckStep> steps = List.of(new CheckStep(0, check.loss()));
    return new CheckResult(verdict(check), evidence, steps, OptionalDouble.empty(), check.advice());
  }

  /**
   * A tiny sample's.
   *
   * @param rate that it was trained with
   */
  static CheckResult of(TinySample check, double rate) {
    String evidence =
        String.format(
            Locale.ROOT,
            "%.0f%% of %d images were learnt by heart in %d steps at rate %.3g;"
                + " the loss went from %.4g to %.4g",
            100 * check.accuracy(),
            check.images(),
            check.losses().size(),
            rate,
            check.losses().getFirst(),
            check.losses().getLast());
    List<CheckStep> steps = check.losses().stream().map(loss -> new CheckStep(rate, loss)).toList();
    return new CheckResult(verdict(check), evidence, steps, OptionalDouble.empty(), check.advice());
  }

  static CheckResult of(RateRange check) {
    List<CheckStep> steps =
        IntStream.range(0, check.rates().size())
            .mapToObj(i -> new CheckStep(check.rates().get(i), check.losses().get(i)))
            .toList();
    return new CheckResult(
        verdict(check), evidence(check, steps), steps, check.suggestion(), check.advice());
  }

  private static String evidence(RateRange check, List<CheckStep> steps) {
    if (steps.isEmpty()) {
      return "the loss was no number at the lowest rate";
    }
    double least = check.losses().stream().mapToDouble(loss -> loss).min().orElseThrow();
    String fall =
        String.format(
            Locale.ROOT,
            "from rate %.3g to %.3g in %d steps the smoothed loss began at %.4g and was %.4g at"
                + " least",
            steps.getFirst().rate(),
            steps.getLast().rate(),
            steps.size(),
            steps.getFirst().loss(),
            least);
    return check.suggestion().isPresent()
        ? fall
            + String.format(
                Locale.ROOT,
                "; a tenth of the rate there is %.3g",
                check.suggestion().getAsDouble())
        : fall;
  }

  private static CheckResult.Verdict verdict(Check check) {
    return switch (check.verdict()) {
      case PASSED -> CheckResult.Verdict.PASSED;
      case FAILED -> CheckResult.Verdict.FAILED;
    };
  }
}

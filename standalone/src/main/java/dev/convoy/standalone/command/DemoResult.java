package dev.convoy.standalone.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.convoy.gateway.view.Ensemble;
import dev.convoy.gateway.view.Experiment;
import dev.convoy.gateway.view.Trial;
import dev.convoy.gateway.view.TrialSummary;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.Reason;
import dev.convoy.protocol.message.TrialStatus;
import dev.convoy.protocol.spec.Hyperparameters;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a demo came to, for programs.
 *
 * @param seconds from the command's start to the scored ensemble, the mesh's own start included
 */
record DemoResult(
    ExperimentId experimentId,
    List<TrialResult> trials,
    Optional<EnsembleResult> ensemble,
    double seconds) {

  /**
   * One trial.
   *
   * @param stopReason why it ended before its last epoch
   * @param bestEpoch by the objective, counted from 1
   * @param validationAccuracy at the best epoch, 0 to 1
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record TrialResult(
      int trial,
      TrialStatus status,
      Optional<Reason> stopReason,
      Hyperparameters hyperparameters,
      OptionalInt bestEpoch,
      OptionalDouble validationAccuracy) {

    static TrialResult of(Trial trial) {
      TrialSummary summary = trial.summary();
      boolean early = summary.status() != TrialStatus.COMPLETED;
      return new TrialResult(
          summary.trial(),
          summary.status(),
          summary.reason().filter(reason -> early),
          summary.hyperparameters(),
          summary.best().stream().mapToInt(TrialSummary.Best::epoch).findFirst(),
          trial.epochs().stream()
              .filter(
                  epoch -> summary.best().map(best -> best.epoch() == epoch.epoch()).orElse(false))
              .mapToDouble(epoch -> epoch.metrics().validationAccuracy())
              .findFirst());
    }
  }

  /** The ensemble; accuracies on the test split, 0 to 1. */
  record EnsembleResult(
      List<MemberResult> members, double testAccuracy, double bestMemberTestAccuracy) {}

  /** One member of it, the snapshot of a trial after an epoch. */
  record MemberResult(int trial, int epoch, double testAccuracy) {}

  static DemoResult of(Experiment experiment, double seconds) {
    return new DemoResult(
        experiment.id(),
        experiment.trials().stream().map(TrialResult::of).toList(),
        experiment.ensemble().flatMap(DemoResult::scored),
        seconds);
  }

  private static Optional<EnsembleResult> scored(Ensemble ensemble) {
    return ensemble
        .testAccuracy()
        .map(
            accuracy ->
                new EnsembleResult(
                    ensemble.members().stream()
                        .map(
                            member ->
                                new MemberResult(
                                    member.trial(),
                                    member.snapshot().epoch(),
                                    member.testAccuracy().orElse(Double.NaN)))
                        .toList(),
                    accuracy,
                    ensemble.bestMemberTestAccuracy().orElse(Double.NaN)));
  }
}

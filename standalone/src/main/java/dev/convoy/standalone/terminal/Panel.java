package dev.convoy.standalone.terminal;

import dev.convoy.gateway.view.EpochResult;
import dev.convoy.gateway.view.Experiment;
import dev.convoy.gateway.view.ExperimentSummary;
import dev.convoy.gateway.view.RecipeStep;
import dev.convoy.gateway.view.Trial;
import dev.convoy.gateway.view.TrialCounts;
import dev.convoy.gateway.view.TrialSummary;
import dev.convoy.protocol.message.TrialStatus;
import dev.convoy.protocol.spec.Objective;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * An experiment on one screen while it runs: a bar for every running trial, the leaderboard, and
 * what was stopped and why. A pure function of the experiment, the time and the screen's size.
 */
final class Panel {
  private static final int BAR = 24;
  private static final int LEADERS = 5;

  private final Style style;
  private final int columns;

  Panel(Style style, int columns) {
    this.style = style;
    this.columns = columns;
  }

  List<String> lines(Experiment experiment, Instant now) {
    List<TrialSummary> trials = experiment.trials().stream().map(Trial::summary).toList();
    Objective objective = experiment.spec().objective();
    List<String> lines = new ArrayList<>();
    lines.add(style.bold(cut(headline(experiment.summary(), now))));
    experiment.recipe().ifPresent(steps -> lines.add(cut(recipe(steps))));
    lines.addAll(running(trials, objective));
    lines.addAll(leaderboard(trials, objective));
    lines.addAll(endedEarly(trials));
    return lines;
  }

  private static String headline(ExperimentSummary summary, Instant now) {
    TrialCounts counts = summary.trials();
    return "%s  %s  %d of %d trials done, %d stopped early, %d running, %d queued  %s"
        .formatted(
            summary.name(),
            summary.status().name().toLowerCase(Locale.ROOT),
            counts.completed() + counts.stopped() + counts.failed() + counts.cancelled(),
            counts.requested(),
            counts.stopped(),
            counts.running(),
            counts.queued(),
            Format.clock(Duration.between(summary.submittedAt(), now)));
  }

  private static String recipe(List<RecipeStep> steps) {
    return steps.stream()
        .map(step -> Format.word(step.step()) + " " + Format.word(step.status()))
        .collect(Collectors.joining(", ", "  ", ""));
  }

  private List<String> running(List<TrialSummary> trials, Objective objective) {
    return trials.stream()
        .filter(trial -> trial.status() == TrialStatus.RUNNING)
        .map(trial -> bar(trial, objective))
        .toList();
  }

  private String bar(TrialSummary trial, Objective objective) {
    int filled = trial.targetEpochs() == 0 ? 0 : BAR * trial.epochs() / trial.targetEpochs();
    String latest = trial.latest().map(epoch -> latest(epoch, objective)).orElse("first epoch");
    String text =
        "  epoch %d/%d  %s  %s"
            .formatted(
                trial.epochs(), trial.targetEpochs(), latest, DrawText.of(trial.hyperparameters()));
    String name = String.format(Locale.ROOT, "  #%-3d ", trial.trial());
    return name
        + style.good("━".repeat(filled))
        + style.faint("━".repeat(BAR - filled))
        + cut(text, columns - name.length() - BAR);
  }

  private static String latest(EpochResult epoch, Objective objective) {
    return Format.metric(objective.metric(), epoch.metrics().value(objective.metric()));
  }

  private List<String> leaderboard(List<TrialSummary> trials, Objective objective) {
    List<TrialSummary> leaders =
        trials.stream()
            .filter(trial -> trial.best().isPresent())
            .sorted(byObjective(objective))
            .limit(LEADERS)
            .toList();
    List<String> lines = new ArrayList<>();
    if (!leaders.isEmpty()) {
      lines.add("  " + style.bold("Best so far") + " by " + Format.name(objective.metric()));
    }
    for (TrialSummary trial : leaders) {
      TrialSummary.Best best = trial.best().orElseThrow();
      lines.add(
          cut(
              "  #%-3d %s  epoch %-3d %-9s  %s"
                  .formatted(
                      trial.trial(),
                      Format.metric(objective.metric(), best.value()),
                      best.epoch(),
                      trial.status().name().toLowerCase(Locale.ROOT),
                      DrawText.of(trial.hyperparameters()))));
    }
    return lines;
  }

  static Comparator<TrialSummary> byObjective(Objective objective) {
    return Comparator.comparingDouble(
            (TrialSummary trial) ->
                trial
                    .best()
                    .map(best -> objective.score(best.value()))
                    .orElse(Double.NEGATIVE_INFINITY))
        .reversed();
  }

  private List<String> endedEarly(List<TrialSummary> trials) {
    return trials.stream()
        .filter(
            trial -> trial.status() == TrialStatus.STOPPED || trial.status() == TrialStatus.FAILED)
        .map(trial -> style.fair(cut("  #%-3d %s".formatted(trial.trial(), Format.ending(trial)))))
        .toList();
  }

  private String cut(String line) {
    return cut(line, columns);
  }

  private static String cut(String line, int width) {
    return line.length() <= width ? line : line.substring(0, Math.max(0, width - 1)) + "…";
  }
}

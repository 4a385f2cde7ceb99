package dev.convoy.standalone.terminal;

import dev.convoy.gateway.view.Ensemble;
import dev.convoy.gateway.view.ExperimentSummary;
import dev.convoy.gateway.view.RecipeStep;
import dev.convoy.gateway.view.TrialSummary;
import dev.convoy.protocol.spec.Objective;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an experiment came to, for people: its trials, then its ensemble member by member. */
public final class Report {

  private Report() {}

  /** Every trial by the objective, best first, and the ensemble if there is one. */
  public static List<String> of(
      ExperimentSummary summary, List<TrialSummary> trials, Optional<Ensemble> ensemble) {
    List<String> lines = new ArrayList<>();
    lines.add(headline(summary));
    lines.add("");
    lines.addAll(trialTable(summary.objective(), trials));
    ensemble
        .filter(built -> built.testAccuracy().isPresent())
        .ifPresent(scored -> lines.addAll(ensembleTable(scored, trials)));
    return lines;
  }

  /** The steps of a recipe, with what to do about those that failed; nothing without a recipe. */
  public static List<String> recipe(List<RecipeStep> steps) {
    if (steps.isEmpty()) {
      return List.of();
    }
    Table table = new Table("step", "verdict", "evidence");
    for (RecipeStep step : steps) {
      table.row(Format.word(step.step()), Format.word(step.status()), step.evidence().orElse(""));
      step.advice().forEach(advice -> table.row("", "advice", advice));
    }
    return Stream.concat(table.lines().stream(), Stream.of("")).toList();
  }

  private static String headline(ExperimentSummary summary) {
    String status = summary.status().name().toLowerCase(Locale.ROOT);
    String reason = summary.reason().map(why -> ": " + why.detail()).orElse("");
    Instant end = summary.endedAt().orElseGet(Instant::now);
    return "%s  %s  %s%s  (%s)"
        .formatted(
            summary.id(),
            summary.name(),
            status,
            reason,
            Format.clock(Duration.between(summary.submittedAt(), end)));
  }

  private static List<String> trialTable(Objective objective, List<TrialSummary> trials) {
    Table table =
        new Table("trial", Format.name(objective.metric()), "epoch", "ended", "hyperparameters");
    trials.stream()
        .sorted(Panel.byObjective(objective))
        .forEach(
            trial ->
                table.row(
                    "#" + trial.trial(),
                    trial
                        .best()
                        .map(best -> Format.metric(objective.metric(), best.value()))
                        .orElse("-"),
                    trial
                        .best()
                        .map(best -> best.epoch() + "/" + trial.epochs())
                        .orElse("0/" + trial.epochs()),
                    trial
                        .reason()
                        .map(reason -> trialEnding(trial, reason.code()))
                        .orElse(trial.status().name().toLowerCase(Locale.ROOT)),
                    DrawText.of(trial.hyperparameters())));
    return table.lines();
  }

  private static String trialEnding(TrialSummary trial, String code) {
    String status = trial.status().name().toLowerCase(Locale.ROOT);
    return code.equals(status) ? status : status + " (" + code + ")";
  }

  private static List<String> ensembleTable(Ensemble scored, List<TrialSummary> trials) {
    Map<Integer, TrialSummary> byNumber =
        trials.stream().collect(Collectors.toMap(TrialSummary::trial, trial -> trial));
    Table table = new Table("member", "epoch", "test accuracy", "hyperparameters");
    for (Ensemble.Member member : scored.members()) {
      TrialSummary trial = byNumber.get(member.trial());
      table.row(
          "#" + member.trial(),
          String.valueOf(member.snapshot().epoch()),
          member.testAccuracy().map(Format::percent).orElse("-"),
          trial == null ? "" : DrawText.of(trial.hyperparameters()));
    }
    double ensemble = scored.testAccuracy().orElseThrow();
    double best = scored.bestMemberTestAccuracy().orElse(Double.NaN);
    table.row("ensemble", "", Format.percent(ensemble), "average of their probabilities");
    table.row("gain", "", gain(ensemble - best), "percentage points over the best member");
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.addAll(table.lines());
    return lines;
  }

  private static String gain(double share) {
    return String.format(Locale.ROOT, "%+.2f", 100 * share);
  }

  /** Experiments as a table, in the order given. */
  public static List<String> list(List<ExperimentSummary> experiments) {
    Table table =
        new Table("experiment", "name", "status", "trials", "best", "ensemble", "submitted");
    for (ExperimentSummary summary : experiments) {
      int ended =
          summary.trials().completed()
              + summary.trials().stopped()
              + summary.trials().failed()
              + summary.trials().cancelled();
      table.row(
          summary.id().value(),
          summary.name(),
          summary.status().name().toLowerCase(Locale.ROOT),
          ended + "/" + summary.trials().requested(),
          summary
              .best()
              .map(best -> Format.metric(summary.objective().metric(), best.value()))
              .orElse("-"),
          summary.ensembleTestAccuracy().map(Format::percent).orElse("-"),
          summary.submittedAt().toString());
    }
    return table.lines();
  }
}

package dev.convoy.standalone.terminal;

import dev.convoy.gateway.view.Experiment;
import dev.convoy.gateway.view.Trial;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Finding;
import dev.convoy.protocol.message.NarrowedRange;
import dev.convoy.protocol.spec.Objective;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Prints a line for everything worth telling; for pipes, files and plain terminals. */
final class LineDisplay implements Display {
  private final PrintStream out;

  LineDisplay(PrintStream out) {
    this.out = out;
  }

  @Override
  public void onFact(Experiment experiment, Fact fact) {
    describe(experiment, fact).ifPresent(out::println);
  }

  @Override
  public void onTick(Experiment experiment) {
    // Lines tell what happened; that time passed is not worth one.
  }

  @Override
  public void close() {
    out.flush();
  }

  private static Optional<String> describe(Experiment experiment, Fact fact) {
    return switch (fact) {
      case Fact.ExperimentStarted started ->
          Optional.of("%s  started".formatted(started.spec().name()));
      case Fact.TrialCreated created ->
          Optional.of(
              "trial %d  %s".formatted(created.trial(), DrawText.of(created.hyperparameters())));
      case Fact.CheckOrdered ordered ->
          Optional.of("check %s  ordered".formatted(ordered.check().code()));
      case Fact.CheckJudged judged ->
          Optional.of(
              "check %s  %s: %s"
                  .formatted(
                      judged.check().code(),
                      judged.result().verdict().name().toLowerCase(Locale.ROOT),
                      judged.result().sentence()));
      case Fact.RateNarrowed narrowed ->
          Optional.of(
              "search  %s goes from %s to %s, around the rate found%s"
                  .formatted(
                      narrowed.range().path(),
                      narrowed.range().low(),
                      narrowed.range().high(),
                      narrowed.range().best() == NarrowedRange.Best.INSIDE
                          ? ""
                          : ", which is outside the range asked for"));
      case Fact.GenerationDecided decided -> copies(decided);
      case Fact.SpaceNarrowed narrowed ->
          Optional.of(
              "search  goes on around trial %d%s".formatted(narrowed.around(), widened(narrowed)));
      case Fact.AttemptStarted started ->
          Optional.of(
              "trial %d  begun by %s on %s"
                  .formatted(started.trial(), started.worker(), started.device()));
      case Fact.AttemptFailed failed ->
          Optional.of(
              "trial %d  attempt failed: %s".formatted(failed.trial(), failed.failure().detail()));
      case Fact.EpochRecorded epoch -> Optional.of(epoch(experiment, epoch));
      case Fact.TrialPaused paused ->
          Optional.of("trial %d  waits after epoch %d".formatted(paused.trial(), paused.epoch()));
      case Fact.TrialEnded ended ->
          Optional.of(
              "trial %d  %s: %s"
                  .formatted(
                      ended.trial(),
                      ended.status().name().toLowerCase(Locale.ROOT),
                      ended.reason().detail()));
      case Fact.TrialParked parked ->
          Optional.of("trial %d  waits for the experiment to be resumed".formatted(parked.trial()));
      case Fact.ExperimentExtended extended ->
          Optional.of("extended; %d trials now".formatted(extended.spec().search().trials()));
      case Fact.ExperimentPaused _ ->
          Optional.of("paused; what trains ends its epoch, `convoy resume` goes on");
      case Fact.ExperimentResumed _ -> Optional.of("resumed");
      case Fact.TrialDiagnosed diagnosed ->
          findings("trial " + diagnosed.trial(), diagnosed.findings());
      case Fact.ExperimentReviewed reviewed -> findings("all trials", reviewed.findings());
      case Fact.EnsembleOrdered ordered ->
          Optional.of(
              "ensemble  of %d snapshots is scored on the test split"
                  .formatted(ordered.members().size()));
      case Fact.EnsembleScored scored ->
          Optional.of("ensemble  test accuracy " + Format.percent(scored.score().testAccuracy()));
      case Fact.ExperimentEnded ended ->
          Optional.of(
              "%s: %s"
                  .formatted(
                      ended.status().name().toLowerCase(Locale.ROOT), ended.reason().detail()));
      case Fact.LegOrdered _ -> Optional.empty();
    };
  }

  private static Optional<String> copies(Fact.GenerationDecided decided) {
    return decided.heirs().isEmpty()
        ? Optional.empty()
        : Optional.of(
            decided.heirs().stream()
                .map(
                    heir ->
                        "trial %d  goes on as trial %d after epoch %d, with %s"
                            .formatted(
                                heir.trial(),
                                heir.source(),
                                decided.epoch(),
                                DrawText.of(heir.hyperparameters())))
                .collect(Collectors.joining(System.lineSeparator())));
  }

  private static Optional<String> findings(String about, List<Finding> findings) {
    return findings.isEmpty()
        ? Optional.empty()
        : Optional.of(
            findings.stream()
                .map(
                    finding ->
                        "%s  %s: %s. %s."
                            .formatted(about, finding.what(), finding.evidence(), finding.advice()))
                .collect(Collectors.joining(System.lineSeparator())));
  }

  private static String widened(Fact.SpaceNarrowed narrowed) {
    return narrowed.ranges().stream()
        .filter(range -> range.best() != NarrowedRange.Best.INSIDE)
        .map(
            range ->
                ", where %s was best at an end of its range and now goes from %s to %s"
                    .formatted(range.path(), range.low(), range.high()))
        .collect(Collectors.joining());
  }

  private static String epoch(Experiment experiment, Fact.EpochRecorded epoch) {
    Objective.Metric metric = experiment.spec().objective().metric();
    int target = experiment.trial(epoch.trial()).map(Trial::summary).orElseThrow().targetEpochs();
    return String.format(
        Locale.ROOT,
        "trial %d  epoch %d/%d  %s %s  training loss %.4f  %.0f images/s",
        epoch.trial(),
        epoch.epoch(),
        target,
        Format.name(metric),
        Format.metric(metric, epoch.metrics().value(metric)),
        epoch.metrics().trainingLoss(),
        epoch.metrics().imagesPerSecond());
  }
}

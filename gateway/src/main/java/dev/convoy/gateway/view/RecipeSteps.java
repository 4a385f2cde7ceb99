package dev.convoy.gateway.view;

import dev.convoy.gateway.view.RecipeStep.Name;
import dev.convoy.gateway.view.RecipeStep.Status;
import dev.convoy.protocol.message.CheckKind;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Finding;
import dev.convoy.protocol.message.NarrowedRange;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How far an experiment's recipe is, from its facts in their order. Not thread-safe: event-loop
 * context only.
 */
final class RecipeSteps {
  private final Map<Name, RecipeStep> steps = new EnumMap<>(Name.class);
  private String ranges = "";

  RecipeSteps() {
    for (Name name : Name.values()) {
      steps.put(name, RecipeStep.waiting(name));
    }
  }

  /** The steps in their order. */
  List<RecipeStep> list() {
    Collection<RecipeStep> inOrder = steps.values();
    return List.copyOf(inOrder);
  }

  void ordered(CheckKind check) {
    begin(name(check));
  }

  void judged(Fact.CheckJudged judged) {
    Status status =
        switch (judged.result().verdict()) {
          case PASSED -> Status.PASSED;
          case FAILED -> Status.FAILED;
        };
    end(name(judged.check()), status, judged.result().evidence(), judged.result().advice());
  }

  void narrowed(Fact.RateNarrowed narrowed) {
    ranges = describe(narrowed.range());
  }

  /** A trial of the coarse round begins, or, once that is over, of the fine one. */
  void created() {
    begin(round());
  }

  void narrowed(Fact.SpaceNarrowed narrowed) {
    String found =
        narrowed.ranges().stream().map(RecipeSteps::describe).collect(Collectors.joining(", "));
    String evidence =
        "trial %d was the best%s; now %s"
            .formatted(narrowed.around(), ranges.isEmpty() ? "" : " with " + ranges, found);
    end(Name.COARSE, Status.PASSED, evidence, List.of());
  }

  void reviewed(Fact.ExperimentReviewed reviewed, String best) {
    end(round(), Status.PASSED, best, List.of());
    end(
        Name.CURVES,
        Status.PASSED,
        reviewed.findings().isEmpty()
            ? "nothing stands out"
            : reviewed.findings().stream()
                .map(finding -> finding.what() + ": " + finding.evidence())
                .collect(Collectors.joining("; ")),
        reviewed.findings().stream().map(Finding::advice).toList());
  }

  void cut() {
    steps.replaceAll((name, step) -> step.cut());
  }

  private Name round() {
    boolean coarseIsOver =
        steps.values().stream()
            .anyMatch(step -> step.step() == Name.COARSE && step.status() == Status.PASSED);
    return coarseIsOver ? Name.FINE : Name.COARSE;
  }

  private void begin(Name name) {
    steps.computeIfPresent(name, (key, step) -> step.running());
  }

  private void end(Name name, Status how, String evidence, List<String> advice) {
    steps.computeIfPresent(name, (key, step) -> step.ended(how, evidence, advice));
  }

  private static Name name(CheckKind check) {
    return switch (check) {
      case INITIAL_LOSS -> Name.INITIAL_LOSS;
      case TINY_SAMPLE -> Name.TINY_SAMPLE;
      case RATE_RANGE -> Name.RATE_RANGE;
    };
  }

  private static String describe(NarrowedRange range) {
    return "%s from %s to %s".formatted(range.path(), range.low(), range.high());
  }
}

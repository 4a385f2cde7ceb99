package dev.convoy.standalone.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.convoy.gateway.view.Experiment;
import dev.convoy.gateway.view.ExperimentsView;
import dev.convoy.protocol.message.CheckKind;
import dev.convoy.protocol.message.CheckResult;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.ExperimentStatus;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.NarrowedRange;
import dev.convoy.protocol.message.Reason;
import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.ParameterValue;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** I4: what a terminal shows of a recipe's steps, as they happen and at the end. */
class RecipeLinesTest {
  private static final ExperimentId ID = new ExperimentId("e1");
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
  private static final Hyperparameters MIDDLE = new Hyperparameters(Map.of());
  private static final String RATE = "training.optimizer.learningRate";

  private final ExperimentsView view = new ExperimentsView();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final LineDisplay display =
      new LineDisplay(new PrintStream(printed, true, StandardCharsets.UTF_8));
  private long offset;

  @Test
  void everyCheckAndWhatItFoundIsALine() {
    started();
    check(CheckKind.INITIAL_LOSS, passed(OptionalDouble.empty(), "loss 2.31, ln 10 is 2.30"));
    check(CheckKind.RATE_RANGE, passed(OptionalDouble.of(0.03), "the loss falls most at 0.3"));
    NarrowedRange range =
        new NarrowedRange(
            RATE, ParameterValue.of(0.003), ParameterValue.of(0.3), NarrowedRange.Best.INSIDE);
    happen(new Fact.RateNarrowed(ID, range, AT));

    assertThat(lines())
        .containsExactly(
            "unnamed  started",
            "check initial-loss  ordered",
            "check initial-loss  passed: loss 2.31, ln 10 is 2.30",
            "check rate-range  ordered",
            "check rate-range  passed: the loss falls most at 0.3",
            "search  " + RATE + " goes from 0.003 to 0.3, around the rate found");
  }

  @Test
  void aFailedCheckSaysWhatToChange() {
    started();
    check(CheckKind.INITIAL_LOSS, passed(OptionalDouble.empty(), "loss 2.31, ln 10 is 2.30"));
    check(
        CheckKind.TINY_SAMPLE,
        new CheckResult(
            CheckResult.Verdict.FAILED,
            "the loss stays at 2.30",
            List.of(),
            OptionalDouble.empty(),
            List.of("raise the rate")));
    happen(
        new Fact.ExperimentEnded(
            ID, ExperimentStatus.FAILED, new Reason("tiny-sample", "the loss stays"), AT));

    assertThat(lines()).contains("failed: the loss stays");
    assertThat(Report.recipe(experiment().recipe().orElseThrow()))
        .containsExactly(
            "step          verdict  evidence",
            "initial loss  passed   loss 2.31, ln 10 is 2.30",
            "tiny sample   failed   the loss stays at 2.30",
            "              advice   raise the rate",
            "rate range    skipped",
            "coarse        skipped",
            "fine          skipped",
            "curves        skipped",
            "");
  }

  private void started() {
    var document = JsonNodeFactory.instance.objectNode();
    document.putObject("search").put("method", "recipe");
    happen(new Fact.ExperimentStarted(ID, ExperimentSpec.of(document), 1, AT));
  }

  private void check(CheckKind kind, CheckResult result) {
    happen(new Fact.CheckOrdered(ID, kind, 0, MIDDLE, AT));
    happen(new Fact.CheckJudged(ID, kind, result, AT));
  }

  private static CheckResult passed(OptionalDouble rate, String evidence) {
    return new CheckResult(CheckResult.Verdict.PASSED, evidence, List.of(), rate, List.of());
  }

  private void happen(Fact fact) {
    view.apply(offset++, fact);
    display.onFact(experiment(), fact);
  }

  private Experiment experiment() {
    return view.find(ID).orElseThrow();
  }

  private List<String> lines() {
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }
}

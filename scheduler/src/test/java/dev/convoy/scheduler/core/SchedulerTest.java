package dev.convoy.scheduler.core;

import static dev.convoy.scheduler.Samples.AT;
import static dev.convoy.scheduler.Samples.ID;
import static dev.convoy.scheduler.Samples.epoch;
import static dev.convoy.scheduler.Samples.failed;
import static dev.convoy.scheduler.Samples.first;
import static dev.convoy.scheduler.Samples.metrics;
import static dev.convoy.scheduler.Samples.snapshot;
import static dev.convoy.scheduler.Samples.spec;
import static dev.convoy.scheduler.Samples.started;
import static dev.convoy.scheduler.Samples.submit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.convoy.protocol.message.Attempt;
import dev.convoy.protocol.message.Control;
import dev.convoy.protocol.message.EnsembleMember;
import dev.convoy.protocol.message.EnsembleScore;
import dev.convoy.protocol.message.ExperimentStatus;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Failure;
import dev.convoy.protocol.message.Leg;
import dev.convoy.protocol.message.ParameterReview;
import dev.convoy.protocol.message.Reason;
import dev.convoy.protocol.message.Report;
import dev.convoy.protocol.message.Request;
import dev.convoy.protocol.message.TrialStatus;
import dev.convoy.protocol.message.Work;
import dev.convoy.protocol.spec.ExperimentSpec;
import dev.convoy.protocol.spec.Hyperparameters;
import dev.convoy.protocol.spec.ParameterValue;
import dev.convoy.scheduler.search.Seeds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Given commands already taken, when one more comes, then exactly these facts, work, control. */
class SchedulerTest {
  private static final ExperimentSpec TWO_TRIALS =
      spec(
          """
          {"model": {"architecture": {"choice": ["a", "b"]}}, "training": {"epochs": 3},
           "search": {"method": "grid", "trials": 8, "parallel": 1, "seed": 7},
           "stopping": [{"patience": {"epochs": 1, "minDelta": 0}}],
           "ensemble": {"size": 2}, "limits": {"maxRestarts": 1, "failedShare": 0.5, "time": "1h"}}
          """);

  private final SchedulerState state = new SchedulerState();

  @Test
  void aSubmittedExperimentStartsItsFirstTrials() {
    Decision decision = when(submit(TWO_TRIALS));

    assertThat(decision.facts())
        .containsExactly(
            new Fact.ExperimentStarted(ID, TWO_TRIALS, 7, AT),
            created(0, "a"),
            ordered(0, new Leg(0, 0, 0, 3)));
    assertThat(decision.work())
        .containsExactly(
            new Work.TrainLeg(
                ID,
                0,
                new Leg(0, 0, 0, 3),
                TWO_TRIALS.resolve(draw("a")),
                Seeds.ofTrial(7, 0),
                TWO_TRIALS.objective(),
                Optional.empty(),
                OptionalInt.empty()));
    assertThat(decision.control()).isEmpty();
  }

  @Test
  void submittingTwiceChangesNothing() {
    given(submit(TWO_TRIALS));

    assertThat(when(submit(TWO_TRIALS)).isNothing()).isTrue();
  }

  @Test
  void anExperimentThatMakesNoSenseEndsBeforeItBegins() {
    ExperimentSpec empty = spec("{\"model\": {\"dropout\": {\"uniform\": [0.5, 0.1]}}}");

    assertThat(when(submit(empty)).facts())
        .singleElement()
        .isInstanceOfSatisfying(
            Fact.ExperimentEnded.class,
            end -> {
              assertThat(end.status()).isEqualTo(ExperimentStatus.FAILED);
              assertThat(end.reason().detail()).contains("model.dropout");
            });
    assertThat(when(submit(empty)).isNothing()).isTrue();
  }

  @Test
  void aTrialWhoseDrawCannotBeBuiltFailsAndTheNextIsTried() {
    ExperimentSpec strange =
        spec(
            """
            {"training": {"batchSize": {"choice": ["many", 32]}},
             "search": {"method": "grid", "trials": 2, "parallel": 1, "seed": 7},
             "limits": {"failedShare": 0.5}}
            """);

    assertThat(when(submit(strange)).facts())
        .extracting(fact -> fact.getClass().getSimpleName())
        .containsExactly(
            "ExperimentStarted",
            "TrialCreated",
            "TrialEnded",
            "TrialDiagnosed",
            "TrialCreated",
            "LegOrdered");
  }

  @Test
  void anAttemptAndItsEpochsAreRecordedOnce() {
    given(submit(TWO_TRIALS));

    assertThat(when(started(0, first())).facts())
        .containsExactly(new Fact.AttemptStarted(ID, 0, first(), "w1", "cpu", AT));
    assertThat(when(epoch(0, first(), 1, 0.5)).facts())
        .containsExactly(recorded(0, first(), 1, 0.5));
    assertThat(when(started(0, first())).isNothing()).isTrue();
    assertThat(when(epoch(0, first(), 1, 0.5)).isNothing()).isTrue();
    assertThat(when(epoch(0, first(), 4, 0.5)).isNothing()).isTrue();
    assertThat(when(epoch(0, first(), 0, 0.5)).isNothing()).isTrue();
  }

  @Test
  void aHopelessTrialIsStoppedAndTheNextTakesItsPlaceAtOnce() {
    given(submit(TWO_TRIALS), started(0, first()), epoch(0, first(), 1, 0.5));

    Decision decision = when(epoch(0, first(), 2, 0.4));

    assertThat(decision.facts())
        .containsExactly(
            recorded(0, first(), 2, 0.4),
            new Fact.TrialEnded(
                ID,
                0,
                TrialStatus.STOPPED,
                new Reason("patience", "no better than epoch 1's 0.5000 in 1 epochs"),
                AT),
            new Fact.TrialDiagnosed(ID, 0, List.of(), AT),
            created(1, "b"),
            ordered(1, new Leg(0, 0, 0, 3)));
    assertThat(decision.control()).containsExactly(new Control.StopTrial(ID, 0));
    assertThat(decision.work()).hasSize(1);
  }

  @Test
  void aResultThatOvertookAnotherDoesNotCount() {
    given(submit(TWO_TRIALS), started(0, first()));

    assertThat(when(epoch(0, first(), 2, 0.4)).isNothing()).isTrue();
    assertThat(when(epoch(0, first(), 1, 0.5)).facts()).hasSize(1);
    assertThat(when(epoch(0, first(), 2, 0.6)).facts()).hasSize(1);
  }

  @Test
  void aReportAboutAnEndedTrialIsAnsweredByAStop() {
    given(submit(TWO_TRIALS), epoch(0, first(), 1, 0.5), epoch(0, first(), 2, 0.4));

    Decision late = when(epoch(0, first(), 3, 0.6));

    assertThat(late).isEqualTo(Decision.tell(new Control.StopTrial(ID, 0)));
    assertThat(when(failed(0, first(), Failure.Kind.IO)).isNothing()).isTrue();
  }

  @Test
  void aLaterDeliveryFencesTheEarlierOne() {
    Attempt second = new Attempt(0, 0, 2);
    given(submit(TWO_TRIALS), started(0, first()), epoch(0, first(), 1, 0.5));

    Decision taken = when(started(0, second));
    Decision stale = when(epoch(0, first(), 2, 0.6));

    assertThat(taken.facts()).hasSize(1);
    assertThat(taken.control()).containsExactly(new Control.FenceAttempts(ID, 0, second));
    assertThat(stale).isEqualTo(Decision.tell(new Control.FenceAttempts(ID, 0, second)));
    assertThat(when(epoch(0, second, 1, 0.5)).isNothing()).isTrue();
    assertThat(when(epoch(0, second, 2, 0.6)).facts()).hasSize(1);
  }

  @Test
  void aFailureWorthRetryingOrdersTheLegAgainFromTheLastSnapshot() {
    given(submit(TWO_TRIALS), started(0, first()), epoch(0, first(), 1, 0.5));

    Decision decision = when(failed(0, first(), Failure.Kind.IO));

    assertThat(decision.facts())
        .containsExactly(
            attemptFailed(0, first(), Failure.Kind.IO),
            new Fact.LegOrdered(ID, 0, new Leg(0, 1, 1, 3), Optional.of(snapshot(0, 1)), AT));
    assertThat(decision.work()).hasSize(1);
    assertThat(when(failed(0, first(), Failure.Kind.IO)).isNothing()).isTrue();
    assertThat(when(epoch(0, first(), 2, 0.6)).control())
        .containsExactly(new Control.FenceAttempts(ID, 0, new Attempt(0, 1, 0)));
  }

  @Test
  void retriesEndWhereTheLimitSays() {
    given(submit(TWO_TRIALS), failed(0, first(), Failure.Kind.LOST));

    Decision decision = when(failed(0, new Attempt(0, 1, 5), Failure.Kind.LOST));

    assertThat(decision.facts())
        .containsExactly(
            attemptFailed(0, new Attempt(0, 1, 5), Failure.Kind.LOST),
            new Fact.TrialEnded(ID, 0, TrialStatus.FAILED, new Reason("lost", "for a test"), AT),
            new Fact.TrialDiagnosed(ID, 0, List.of(), AT),
            created(1, "b"),
            ordered(1, new Leg(0, 0, 0, 3)));
  }

  @Test
  void aLossThatIsNotFiniteIsAResultAndOutOfMemoryAFailure() {
    given(submit(TWO_TRIALS));

    Decision diverged = when(failed(0, first(), Failure.Kind.NON_FINITE_LOSS));
    Decision tooLarge = when(failed(1, first(), Failure.Kind.OUT_OF_MEMORY));

    assertThat(diverged.facts().get(1))
        .isEqualTo(
            new Fact.TrialEnded(
                ID, 0, TrialStatus.STOPPED, new Reason("non-finite-loss", "for a test"), AT));
    assertThat(tooLarge.facts().get(1))
        .isEqualTo(
            new Fact.TrialEnded(
                ID, 1, TrialStatus.FAILED, new Reason("out-of-memory", "for a test"), AT));
    assertThat(tooLarge.facts().getLast())
        .isInstanceOfSatisfying(
            Fact.ExperimentEnded.class,
            end -> assertThat(end.reason().code()).isEqualTo("no-result"));
  }

  @Test
  void aLegThatEndsWithoutAllItsEpochsIsOrderedAgain() {
    given(submit(TWO_TRIALS), epoch(0, first(), 1, 0.5), epoch(0, first(), 3, 0.7));

    Decision decision = when(new Report.LegCompleted(ID, 0, first(), AT));

    assertThat(decision.facts().getLast())
        .isEqualTo(
            new Fact.LegOrdered(ID, 0, new Leg(0, 1, 1, 3), Optional.of(snapshot(0, 1)), AT));
  }

  @Test
  void theBestSnapshotsVoteInTheEnd() {
    given(submit(TWO_TRIALS), epoch(0, first(), 1, 0.5), epoch(0, first(), 2, 0.4));
    given(epoch(1, first(), 1, 0.6), epoch(1, first(), 2, 0.7));

    Decision decision = when(epoch(1, first(), 3, 0.8));

    List<EnsembleMember> members =
        List.of(new EnsembleMember(1, snapshot(1, 3)), new EnsembleMember(0, snapshot(0, 1)));
    assertThat(decision.facts())
        .containsExactly(
            recorded(1, first(), 3, 0.8),
            new Fact.TrialEnded(
                ID, 1, TrialStatus.COMPLETED, new Reason("completed", "all 3 epochs are done"), AT),
            new Fact.TrialDiagnosed(ID, 1, List.of(), AT),
            new Fact.ExperimentReviewed(
                ID, List.of(), List.of(new ParameterReview("model.architecture", 2, 0, 2, 2)), AT),
            new Fact.EnsembleOrdered(ID, 0, members, AT));
    assertThat(decision.work())
        .containsExactly(
            new Work.BuildEnsemble(
                ID, 0, List.of(member(1, 3), member(0, 1)), OptionalInt.empty(), List.of()));
  }

  @Test
  void theScoreOfTheEnsembleCompletesTheExperiment() {
    givenTheEnsembleIsOrdered();
    EnsembleScore score = new EnsembleScore(List.of(), 0.9);

    Decision decision = when(new Report.EnsembleBuilt(ID, 0, score, AT));

    assertThat(decision.facts())
        .containsExactly(
            new Fact.EnsembleScored(ID, score, AT),
            new Fact.ExperimentEnded(
                ID,
                ExperimentStatus.COMPLETED,
                new Reason(
                    "completed",
                    "2 trials: 1 ran to their end, 1 were stopped, 0 failed, 0 cut short; 8 were"
                        + " asked for, but the space has no more than 2 combinations"),
                AT));
    assertThat(when(new Report.EnsembleBuilt(ID, 0, score, AT)).isNothing()).isTrue();
    assertThat(when(epoch(0, first(), 3, 1)))
        .isEqualTo(Decision.tell(new Control.StopExperiment(ID)));
  }

  @Test
  void anEnsembleThatFailsIsOrderedAgainAndThenFailsTheExperiment() {
    givenTheEnsembleIsOrdered();

    Decision again = when(ensembleFailed(0));
    Decision duplicate = when(ensembleFailed(0));
    Decision end = when(ensembleFailed(1));

    assertThat(again.facts())
        .singleElement()
        .isInstanceOfSatisfying(
            Fact.EnsembleOrdered.class, order -> assertThat(order.restart()).isEqualTo(1));
    assertThat(duplicate.isNothing()).isTrue();
    assertThat(end.facts())
        .singleElement()
        .isInstanceOfSatisfying(
            Fact.ExperimentEnded.class,
            ended -> assertThat(ended.status()).isEqualTo(ExperimentStatus.FAILED));
  }

  @Test
  void cancellingEndsEveryTrialAndTheExperiment() {
    given(submit(TWO_TRIALS), started(0, first()));

    Decision decision = when(new Request.CancelExperiment(ID, AT));

    Reason reason = new Reason("cancelled", "ended by request");
    assertThat(decision.facts())
        .containsExactly(
            new Fact.TrialEnded(ID, 0, TrialStatus.CANCELLED, reason, AT),
            new Fact.ExperimentEnded(ID, ExperimentStatus.CANCELLED, reason, AT));
    assertThat(decision.control()).containsExactly(new Control.StopExperiment(ID));
    assertThat(when(new Request.CancelExperiment(ID, AT)).isNothing()).isTrue();
  }

  @Test
  void tooManyFailuresEndTheExperiment() {
    ExperimentSpec strict =
        spec(
            """
            {"search": {"trials": 10, "parallel": 2, "seed": 7},
             "limits": {"maxRestarts": 0, "failedShare": 0.1}}
            """);
    given(submit(strict), failed(0, first(), Failure.Kind.DATA));

    Decision decision = when(failed(1, first(), Failure.Kind.DATA));

    assertThat(decision.facts())
        .extracting(fact -> fact.getClass().getSimpleName())
        .containsExactly("AttemptFailed", "TrialEnded", "TrialEnded", "ExperimentEnded");
    assertThat(((Fact.ExperimentEnded) decision.facts().getLast()).reason())
        .isEqualTo(
            new Reason(
                "failed-share",
                "2 of 10 trials failed, more than the share of 0.1 allowed; the last: for a test"));
  }

  @Test
  void atTheDeadlineTrainingEndsAndTheEnsembleIsBuilt() {
    given(submit(TWO_TRIALS), started(0, first()), epoch(0, first(), 1, 0.5));
    assertThat(tick(Duration.ofMinutes(59)).isNothing()).isTrue();

    Decision decision = tick(Duration.ofMinutes(60));

    assertThat(decision.facts())
        .extracting(fact -> fact.getClass().getSimpleName())
        .containsExactly("TrialEnded", "TrialDiagnosed", "ExperimentReviewed", "EnsembleOrdered");
    assertThat(decision.control()).containsExactly(new Control.StopTrial(ID, 0));
    assertThat(tick(Duration.ofMinutes(61)).isNothing()).isTrue();
  }

  @Test
  void anUnknownExperimentsWorkIsStopped() {
    assertThat(when(started(0, first()))).isEqualTo(Decision.tell(new Control.StopExperiment(ID)));
  }

  @Test
  void decidingChangesNothing() {
    given(submit(TWO_TRIALS), epoch(0, first(), 1, 0.5));
    SchedulerState twin = new SchedulerState();
    Scheduler.handle(twin, new Command.Requested(submit(TWO_TRIALS)));
    Scheduler.handle(twin, new Command.Reported(epoch(0, first(), 1, 0.5)));

    Scheduler.decide(state, new Command.Reported(epoch(0, first(), 2, 0.4)));

    assertThat(state).isEqualTo(twin);
  }

  private void givenTheEnsembleIsOrdered() {
    given(submit(TWO_TRIALS), epoch(0, first(), 1, 0.5), epoch(0, first(), 2, 0.4));
    given(epoch(1, first(), 1, 0.6), epoch(1, first(), 2, 0.7), epoch(1, first(), 3, 0.8));
  }

  private void given(Request request, Report... reports) {
    when(request);
    given(reports);
  }

  private void given(Report... reports) {
    List.of(reports).forEach(this::when);
  }

  private Decision when(Request request) {
    return Scheduler.handle(state, new Command.Requested(request));
  }

  private Decision when(Report report) {
    return Scheduler.handle(state, new Command.Reported(report));
  }

  private Decision tick(Duration sinceStart) {
    return Scheduler.handle(state, new Command.Tick(AT.plus(sinceStart)));
  }

  private static Report ensembleFailed(int restart) {
    return new Report.EnsembleFailed(
        ID, restart, new Failure(Failure.Kind.IO, "no snapshot store"), AT);
  }

  private static Hyperparameters draw(String architecture) {
    return new Hyperparameters(Map.of("model.architecture", ParameterValue.of(architecture)));
  }

  private static Fact created(int trial, String architecture) {
    return new Fact.TrialCreated(ID, trial, draw(architecture), Seeds.ofTrial(7, trial), AT);
  }

  private static Fact ordered(int trial, Leg leg) {
    return new Fact.LegOrdered(ID, trial, leg, Optional.empty(), AT);
  }

  private static Fact recorded(int trial, Attempt attempt, int epoch, double accuracy) {
    return new Fact.EpochRecorded(
        ID, trial, attempt, epoch, metrics(accuracy), Optional.of(snapshot(trial, epoch)), AT);
  }

  private static Fact attemptFailed(int trial, Attempt attempt, Failure.Kind kind) {
    return new Fact.AttemptFailed(ID, trial, attempt, new Failure(kind, "for a test"), AT);
  }

  private static Work.BuildEnsemble.Member member(int trial, int epoch) {
    return new Work.BuildEnsemble.Member(
        trial,
        snapshot(trial, epoch),
        TWO_TRIALS.resolve(draw(trial == 0 ? "a" : "b")),
        Seeds.ofTrial(7, trial));
  }
}

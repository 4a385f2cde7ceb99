package dev.convoy.gateway.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.convoy.protocol.message.Attempt;
import dev.convoy.protocol.message.EnsembleMember;
import dev.convoy.protocol.message.EnsembleScore;
import dev.convoy.protocol.message.ExperimentId;
import dev.convoy.protocol.message.ExperimentStatus;
import dev.convoy.protocol.message.Fact;
import dev.convoy.protocol.message.Failure;
import dev.convoy.protocol.message.Finding;
import dev.convoy.protocol.message.Leg;
import dev.convoy.protocol.message.ParameterReview;
import dev.convoy.protocol.message.Reason;
import dev.convoy.protocol.message.Request;
import dev.convoy.protocol.message.TrialStatus;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentsViewTest {
  private final ExperimentsView view = new ExperimentsView();
  private final Story story = Story.of("e1");
  private long offset;

  @Test
  void showsASubmissionThatNoSchedulerHasSeen() {
    view.apply(story.submitted());

    assertThat(summary().status()).isEqualTo(ExperimentStatus.SUBMITTED);
    assertThat(summary().submittedAt()).isEqualTo(Story.NOON);
    assertThat(summary().best()).isEmpty();
  }

  @Test
  void tellsTheWholeStory() {
    view.apply(story.submitted());
    story.whole().forEach(this::apply);

    assertThat(summary().status()).isEqualTo(ExperimentStatus.COMPLETED);
    assertThat(summary().best()).contains(new ExperimentSummary.Best(0, 2, 0.9));
    assertThat(summary().trials()).isEqualTo(new TrialCounts(8, 0, 0, 0, 1, 1, 0, 0));
    assertThat(summary().ensembleTestAccuracy()).contains(0.88);
    Ensemble ensemble = experiment().ensemble().orElseThrow();
    assertThat(ensemble.members())
        .extracting(Ensemble.Member::testAccuracy)
        .containsExactly(Optional.of(0.85), Optional.of(0.25));
    assertThat(ensemble.bestMemberTestAccuracy()).contains(0.85);
    assertThat(ensemble.gain().orElseThrow()).isCloseTo(0.03, within(1e-12));
    assertThat(trial(1).reason()).map(Reason::code).contains("median");
  }

  @Test
  @DisplayName(
      "K2: of several snapshots of one trial each has its score, and who wasn't chosen goes")
  void tellsSnapshotsOfOneTrialApart() {
    view.apply(story.submitted());
    Stream.of(
            story.started(),
            story.created(0),
            story.created(1),
            story.ensembleOrdered(
                new EnsembleMember(0, story.snapshot(0, 2)),
                new EnsembleMember(1, story.snapshot(1, 2)),
                new EnsembleMember(0, story.snapshot(0, 4)),
                new EnsembleMember(0, story.snapshot(0, 6))),
            story.ensembleScored(
                new EnsembleScore(
                    List.of(
                        new EnsembleScore.MemberScore(0, OptionalInt.of(6), 0.75),
                        new EnsembleScore.MemberScore(0, OptionalInt.of(2), 0.5)),
                    0.7)))
        .forEach(this::apply);

    Ensemble ensemble = experiment().ensemble().orElseThrow();

    assertThat(ensemble.members())
        .containsExactly(
            new Ensemble.Member(0, story.snapshot(0, 2), Optional.of(0.5)),
            new Ensemble.Member(0, story.snapshot(0, 6), Optional.of(0.75)));
    assertThat(ensemble.gain().orElseThrow()).isCloseTo(-0.05, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 16})
  void isTheSameWhereverTheRequestIsReadAmongTheFacts(int position) {
    List<Fact> facts = story.whole();

    facts.subList(0, position).forEach(this::apply);
    view.apply(story.submitted());
    facts.subList(position, facts.size()).forEach(this::apply);

    ExperimentsView straight = new ExperimentsView();
    straight.apply(story.submitted());
    for (int i = 0; i < facts.size(); i++) {
      straight.apply(i, facts.get(i));
    }
    assertThat(experiment().details()).isEqualTo(straight.find(story.id()).orElseThrow().details());
    assertThat(experiment().facts()).hasSameSizeAs(facts);
  }

  @Test
  void showsWhatCurvesAndHyperparametersSay() {
    Finding rising = new Finding("still-rising", "it rose", "Train longer");
    ParameterReview rate = new ParameterReview("training.optimizer.learningRate", 2, 0.5, 2, 2);
    view.apply(story.submitted());
    List.of(
            story.started(),
            story.created(0),
            story.created(1),
            new Fact.TrialDiagnosed(story.id(), 0, List.of(), Story.NOON),
            new Fact.TrialDiagnosed(story.id(), 1, List.of(rising), Story.NOON))
        .forEach(this::apply);
    assertThat(experiment().review()).isEmpty();

    apply(new Fact.ExperimentReviewed(story.id(), List.of(), List.of(rate), Story.NOON));

    assertThat(experiment().review())
        .contains(
            new Review(
                List.of(), List.of(rate), List.of(new Review.TrialFindings(1, List.of(rising)))));
  }

  @Test
  void showsAPauseAndItsEnd() {
    apply(story.started());
    apply(story.created(0));
    apply(story.ordered(0, 3));
    apply(story.attempt(0));
    apply(new Fact.ExperimentPaused(story.id(), 1, Story.NOON));
    apply(new Fact.TrialParked(story.id(), 0, new Leg(0, 0, 0, 3), Story.NOON));

    assertThat(summary().status()).isEqualTo(ExperimentStatus.PAUSED);
    assertThat(trial(0).status()).isEqualTo(TrialStatus.QUEUED);

    apply(new Fact.ExperimentResumed(story.id(), 1, Story.NOON));

    assertThat(summary().status()).isEqualTo(ExperimentStatus.RUNNING);
  }

  @Test
  void showsTheExtendedDocumentAndKeepsTheSubmittedOne() {
    view.apply(story.submitted());
    apply(story.started());
    apply(new Fact.ExperimentExtended(story.id(), 1, Story.spec("longer"), Story.NOON));

    assertThat(summary().name()).isEqualTo("longer");
    assertThat(experiment().submitted()).isEqualTo(Story.spec("e1"));
  }

  @Test
  void keepsAnExperimentToItselfUntilItsDocumentIsKnown() {
    apply(story.ended(ExperimentStatus.CANCELLED));

    assertThat(view.find(story.id())).isEmpty();
    assertThat(view.newestFirst()).isEmpty();

    view.apply(story.submitted());

    assertThat(summary().status()).isEqualTo(ExperimentStatus.CANCELLED);
  }

  @Test
  void ofTwoSubmissionsWithOneIdTheFirstCounts() {
    view.apply(story.submitted());
    view.apply(
        new Request.SubmitExperiment(story.id(), Story.spec("second"), Story.NOON.plusSeconds(5)));

    assertThat(summary().name()).isEqualTo("e1");
    assertThat(summary().submittedAt()).isEqualTo(Story.NOON);
  }

  @Test
  void anEpochTrainedAgainReplacesTheFormer() {
    apply(story.started());
    apply(story.created(0));
    apply(story.epoch(0, 1, 0.3));
    apply(story.epoch(0, 2, 0.4));
    apply(story.epoch(0, 2, 0.5));

    assertThat(experiment().trial(0).orElseThrow().epochs())
        .extracting(result -> result.metrics().validationAccuracy())
        .containsExactly(0.3, 0.5);
    assertThat(trial(0).epochs()).isEqualTo(2);
  }

  @Test
  void aTrialThatIsOrderedAgainWaitsAgainAndSaysWhy() {
    Failure failure = new Failure(Failure.Kind.IO, "The disk is full");
    apply(story.started());
    apply(story.created(0));
    apply(story.ordered(0, 3));
    apply(story.attempt(0));
    apply(new Fact.AttemptFailed(story.id(), 0, new Attempt(0, 0, 1), failure, Story.NOON));
    apply(story.ordered(0, 3));

    assertThat(trial(0).status()).isEqualTo(TrialStatus.QUEUED);
    assertThat(trial(0).lastFailure()).contains(failure);
    assertThat(trial(0).targetEpochs()).isEqualTo(3);
  }

  @Test
  void aLossThatIsNoNumberIsNeverTheBest() {
    apply(story.started());
    apply(story.created(0));
    apply(story.epoch(0, 1, Double.NaN));
    assertThat(summary().best()).isEmpty();

    apply(story.epoch(0, 2, 0.1));
    apply(story.epoch(0, 3, Double.NaN));

    assertThat(summary().best()).contains(new ExperimentSummary.Best(0, 2, 0.1));
  }

  @Test
  void listsTheNewestFirstAndEqualsById() {
    view.apply(Story.of("old").submitted(Story.NOON.minusSeconds(1)));
    view.apply(Story.of("b").submitted());
    view.apply(Story.of("a").submitted());
    view.apply(Story.of("new").submitted(Story.NOON.plusSeconds(1)));

    assertThat(view.newestFirst())
        .extracting(found -> found.id().value())
        .containsExactly("new", "a", "b", "old");
    assertThat(view.newestFirstAfter(view.find(new ExperimentId("a")).orElseThrow()))
        .extracting(found -> found.id().value())
        .containsExactly("b", "old");
  }

  private void apply(Fact fact) {
    view.apply(offset, fact);
    offset++;
  }

  private Experiment experiment() {
    return view.find(story.id()).orElseThrow();
  }

  private ExperimentSummary summary() {
    return experiment().summary();
  }

  private TrialSummary trial(int number) {
    return experiment().trial(number).orElseThrow().summary();
  }
}
